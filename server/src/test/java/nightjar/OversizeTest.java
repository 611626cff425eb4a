package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is too large, or may become so, is refused before it is held.
class OversizeTest {
  @Test
  void isRefused(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      house.setUp();
      var json = "Content-Type: application/json\r\n";
      assertEquals("413", status(house, json, "{\"user\":\"" + "x".repeat(33_000) + "\"}", true));
      assertEquals("415", status(house, json + "Content-Encoding: gzip\r\n", bomb(), true));
      assertEquals("415", status(house, "Content-Type: text/plain\r\n", "{}", true));
      assertEquals("413", status(house, json + "Content-Length: 9999999999\r\n", "", false));
      assertEquals("431", status(house, json + "X: " + "y".repeat(9_000) + "\r\n", "{}", true));
    }
  }

  private static String bomb() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[10 << 20]);
    }
    assertTrue(packed.size() < 32_000);
    return packed.toString(ISO_8859_1);
  }

  private static String status(Household house, String headers, String body, boolean length)
      throws Exception {
    try (var http = new RawHttp(house.server.port())) {
      var head =
          "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
              + headers
              + (length ? "Content-Length: " + body.length() + "\r\n" : "");
      http.send((head + "\r\n" + body).getBytes(ISO_8859_1));
      return "" + http.response(false).status();
    }
  }
}
