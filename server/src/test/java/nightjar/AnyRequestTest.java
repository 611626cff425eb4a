package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever comes in, what goes out is HTTP, tells nothing of the inside, and leaves nothing open.
class AnyRequestTest {
  private static final int CONNECTIONS = 2_500;
  private static final int REQUESTS = 4; // a connection
  private static final Pattern INSIDE =
      Pattern.compile("Exception|at nightjar|at org\\.eclipse|java\\.(lang|util|io|nio)|jetty");

  private static final List<String> GOOD =
      List.of(
          "GET / HTTP/1.1\nHost: localhost\n\n",
          "HEAD /metrics HTTP/1.1\nHost: localhost\nAccept-Encoding: gzip\n\n",
          "GET /api/v1/cameras HTTP/1.0\n\n",
          "GET http://localhost/healthz?a=%20b#c HTTP/1.1\nHost: localhost\n\n",
          "POST /healthz HTTP/1.1\nHost: localhost\nContent-Length: 5\n\nhello",
          "PUT / HTTP/1.1\nHost: [::1]:80\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n",
          "OPTIONS * HTTP/1.1\nHost: 127.0.0.1\nExpect: 100-continue\nContent-Length: 1\n\nx",
          "GET / HTTP/1.1\nHost: localhost\nIf-None-Match: \"1\"\nRange: bytes=0-5,7-\n\n",
          "CONNECT localhost:80 HTTP/1.1\nHost: localhost\nCookie: a=b; c=\"d\n\n",
          "GET /api/v1/cameras/front/live HTTP/1.1\nHost: localhost\nConnection: Upgrade\n"
              + "Upgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Protocol: x\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n",
          "PRI * HTTP/2.0\n\nSM\n\n");

  private static final List<String> PIECES =
      List.of(
          "\r",
          "\n",
          "\n\n",
          ":",
          " ",
          "\t",
          "\0",
          "%",
          "%00",
          "/../",
          "//",
          ";",
          "?",
          "\u00ff",
          "HTTP/9.9",
          "HTTP/1.1",
          "Host: a\n",
          "Content-Length: -1\n",
          "Content-Length: 9\n",
          "Content-Length: 99999999999999999999\n",
          "Transfer-Encoding: chunked\n",
          "Transfer-Encoding: gzip\n",
          "Connection: close\n",
          "Upgrade: h2c\n",
          "ffffffffffffffff\n",
          "X: " + "y".repeat(9_000) + "\n",
          "z".repeat(20_000),
          "A: b\n".repeat(300));

  private RunningServer server;
  private Random random;
  private long seed;
  private final Map<String, Integer> statuses = new TreeMap<>();

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(RunningServer.SMALL);
    seed = Long.getLong("seed", System.nanoTime());
    random = new Random(seed);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anyBytes() throws Exception {
    attack(20); // whatever is opened once is open
    server.awaitNoMoreThan(server.held());
    var before = server.held();
    attack(CONNECTIONS);
    var enough = Set.of("200", "400", "404", "405", "421", "431");
    assertTrue(statuses.keySet().containsAll(enough), statuses::toString);
    server.awaitNoMoreThan(before);
    assertEquals(200, server.ask("GET /").status());
    server.assertSaidNothingBad();
  }

  private void attack(int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      var sent = new ByteArrayOutputStream();
      for (int j = 0; j < REQUESTS; j++) {
        sent.writeBytes(request());
      }
      byte[] answers = talk(sent.toByteArray());
      assertHttp(answers, () -> "-Dseed=" + seed + "\n" + sent.toString(ISO_8859_1));
    }
  }

  private byte[] talk(byte[] bytes) throws IOException {
    try (var http = new RawHttp(server.port())) {
      int cut = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : 0;
      try {
        for (int i = 0; i < Math.min(cut, 30); i++) { // slowly, a byte a packet
          http.send(new byte[] {bytes[i]});
        }
        int from = Math.min(cut, 30);
        http.send(Arrays.copyOfRange(bytes, from, cut > 0 ? cut : bytes.length));
      } catch (SocketException _) {
        // it has heard enough
      }
      return http.rest();
    }
  }

  private byte[] request() {
    if (random.nextInt(10) == 0) {
      var junk = new byte[random.nextInt(200)];
      random.nextBytes(junk);
      return junk;
    }
    var text = new StringBuilder(pick(GOOD).replace("\n", random.nextBoolean() ? "\r\n" : "\n"));
    for (int left = random.nextInt(4); left > 0; left--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(6));
      text.replace(from, to, random.nextInt(3) == 0 ? "" : pick(PIECES));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// A row of answers, or nothing. After a switch of protocols anything may follow.
  private void assertHttp(byte[] bytes, Supplier<String> request) {
    var text = new String(bytes, ISO_8859_1);
    assertTrue(!INSIDE.matcher(text).find(), () -> text + request.get());
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf("\r\n\r\n", at);
      assertTrue(end > 0, () -> "no end of the head: " + text + request.get());
      var head = text.substring(at, end).split("\r\n");
      assertTrue(
          head[0].matches("HTTP/1\\.[01] [1-5]\\d\\d( [ -~]*)?"), () -> text + request.get());
      statuses.merge(head[0].substring(9, 12), 1, Integer::sum);
      if (head[0].contains(" 101 ")) {
        return;
      }
      at = end + 4;
      // To a HEAD request there is no body, so the next answer begins at once, or nothing comes.
      at += at == text.length() || text.startsWith("HTTP/1.", at) ? 0 : contentLength(head);
      assertTrue(at <= text.length(), () -> "cut short: " + text + request.get());
    }
  }

  private static int contentLength(String[] head) {
    for (var line : head) {
      if (line.startsWith("Content-Length: ")) {
        return Integer.parseInt(line.substring(16));
      }
    }
    return 0;
  }
}
