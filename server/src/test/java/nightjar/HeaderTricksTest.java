package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heads that a proxy and a server might read differently, or that could write lines of an answer.
class HeaderTricksTest {
  @Test
  void areRefused(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      house.setUp();
      for (var head :
          new String[] {
            "POST /api/v1/login HTTP/1.1|Host: 127.0.0.1|Content-Length: 2|Transfer-Encoding: chunked",
            "POST /api/v1/login HTTP/1.1|Host: 127.0.0.1|Content-Length: 2|Content-Length: 3",
            "GET / HTTP/1.1|Host: 127.0.0.1|Host: evil.example",
            "GET / HTTP/1.1|Host: 127.0.0.1|X: a| folded",
            "GET / HTTP/1.1|Host : 127.0.0.1",
            "GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1|Host: 127.0.0.1",
          }) {
        try (var http = new RawHttp(house.server.port())) {
          http.send((head.replace("|", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
          var answer = http.response(false);
          assertEquals(4, answer.status() / 100, head);
          assertEquals("", answer.header("set-cookie"), head);
        }
      }
    }
  }

  /// What a request holds is not in the log, or not as a line of its own.
  @Test
  void leaveNothingInTheLog(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      house.setUp();
      for (var head :
          new String[] {
            "GET / HTTP/1.1|Host: 127.0.0.1|Host: evil.example",
            "GET / HTTP/1.1|Host: evil.example:99999999",
            "GET /evil.example\u0085\u009b2J HTTP/1.1|Host: 127.0.0.1",
            "GET / HTTP/1.1|Host: evil.example\u0085<3>forged",
            "GET / HTTP/1.1|Host: 127.0.0.1|Origin: evil.example\u0085forged",
            "POST /api/v1/login HTTP/1.1|Host: 127.0.0.1|Origin: http://evil.example\u009b|Content-Length: 0",
            "EVIL.EXAMPLE\u0007 / HTTP/1.1|Host: 127.0.0.1",
          }) {
        try (var http = new RawHttp(house.server.port())) {
          http.send((head.replace("|", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
          http.response(false);
        }
      }
      var said = house.server.said();
      assertFalse(said.toLowerCase(Locale.ROOT).contains("evil.example"), said);
      assertFalse(said.replace("\n", "").replace("\t", "").matches("(?s).*\\p{Cntrl}.*"), said);
    }
  }
}
