package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
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
}
