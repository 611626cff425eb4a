package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that send or read next to nothing, a thousand from twenty addresses, keep nobody
/// else waiting.
class SlowClientsTest {
  private static final int CONNECTIONS = 1_000;
  private static final int ADDRESSES = 20;
  private static final long SOON = 1_500_000_000; // nanoseconds: a second, on a busy machine
  private static final Duration AFTERWARDS = Duration.ofSeconds(10); // past the body's deadline
  private static final Pattern SCRIPT = Pattern.compile("assets/main-[0-9a-f]+\\.js");

  private final ConcurrentLinkedQueue<RawHttp> slow = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failed = new AtomicReference<>();

  @Test
  void keepNobodyWaiting(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      var signed = house.setUp();
      var script = SCRIPT.matcher(house.ask("GET /", Map.of()).body());
      assertTrue(script.find());
      var attack = Thread.ofVirtual().start(() -> attack(house, "GET /" + script.group()));
      try {
        int asked = 0;
        for (long end = Long.MAX_VALUE; System.nanoTime() < end; asked++) {
          assertAnsweredSoon(house, signed);
          if (end == Long.MAX_VALUE && !attack.isAlive()) {
            end = System.nanoTime() + AFTERWARDS.toNanos();
          }
        }
        assertEquals(null, failed.get());
        assertEquals(CONNECTIONS, slow.size());
        assertTrue(asked > 100, "the owner asked " + asked + " times only");
      } finally {
        attack.interrupt();
        attack.join();
        for (var http : slow) {
          http.close();
        }
      }
    }
  }

  /// Within eight seconds, and a moment until somebody looks.
  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      house.setUp();
      try (var http = new RawHttp(house.server.port())) {
        long before = System.nanoTime();
        begin(http, 1, "");
        http.socket().setSoTimeout(12_000);
        http.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        long took = (System.nanoTime() - before) / 1_000_000;
        assertTrue(took > 7_000 && took < 11_000, () -> "closed after " + took + " ms");
      }
    }
  }

  /// Each client behind a proxy has the share it would have without one, while it is being
  /// answered.
  @Test
  void behindAProxyTheClientCounts(@TempDir Path dir) throws Exception {
    var yaml = "listen: 127.0.0.1:0\nproxies: 127.0.0.1\n";
    var open = new ArrayList<RawHttp>();
    try (var server = GuardedServer.plain(dir, yaml)) {
      for (int i = 0; i < 66; i++) {
        var http = new RawHttp(server.port());
        open.add(http);
        send(
            http,
            "POST /api/v1/setup HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
                + "X-Forwarded-For: 203.0.113.9\r\nContent-Type: application/json\r\n"
                + "Content-Length: 20\r\n\r\n{");
      }
      Await.until(() -> open.stream().filter(SlowClientsTest::isClosed).count() == 2, () -> "kept");
      try (var other = new RawHttp(server.port())) {
        var request = "GET /healthz\nX-Forwarded-For: 203.0.113.10";
        assertEquals(200, other.ask(request).status());
      }
    } finally {
      for (var http : open) {
        http.close();
      }
    }
  }

  private static boolean isClosed(RawHttp http) {
    try {
      http.socket().setSoTimeout(1);
      return http.socket().getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Though it came first, and nobody vouches for it.
  @Test
  void whoWatchesStays() throws Exception {
    var open = new ArrayList<RawHttp>();
    try (var server = new RunningServer(RunningServer.SMALL);
        var viewer = server.watch().start()) {
      viewer.nextPicture();
      for (int i = 0; i < 200; i++) {
        open.add(new RawHttp(server.port()));
      }
      assertEquals(200, server.ask("GET /healthz").status());
      for (int i = 0; i < 30; i++) {
        viewer.nextPicture();
      }
    } finally {
      for (var http : open) {
        http.close();
      }
    }
  }

  /// With a connection of its own each time, from an address of its own, signed in or not.
  private static void assertAnsweredSoon(Household house, String signed) throws Exception {
    for (var request : new String[] {"GET /api/v1/cameras\n" + signed, "GET /"}) {
      long before = System.nanoTime();
      assertEquals(200, house.ask(request, Map.of()).status());
      long took = System.nanoTime() - before;
      assertTrue(took < SOON, () -> request + " answered after " + took / 1_000_000 + " ms");
    }
  }

  private void attack(Household house, String large) {
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        var from = InetAddress.ofLiteral("127.0.2." + (1 + i % ADDRESSES));
        var http = new RawHttp(house.server.port(), from);
        slow.add(http);
        begin(http, i / ADDRESSES % 4, large);
      }
    } catch (Throwable e) {
      failed.set(e);
    }
  }

  private static void begin(RawHttp http, int kind, String large) {
    var host = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    try {
      switch (kind) {
        case 0 -> send(http, "GET /" + host + "X: y"); // a head never finished
        case 1 -> // a body never sent
            send(
                http,
                "POST /api/v1/login"
                    + host
                    + "Origin: http://127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 20\r\n\r\n{");
        case 2 -> send(http, (large + host + "\r\n").repeat(60)); // answers never read
        default -> http.ask("GET /healthz"); // asked once, and idle
      }
    } catch (IOException _) {
      // it was closed for another
    }
  }

  private static void send(RawHttp http, String text) throws IOException {
    http.send(text.getBytes(ISO_8859_1));
  }
}
