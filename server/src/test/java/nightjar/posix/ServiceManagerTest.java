package nightjar.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Telling a service manager, whose end of the socket is another program's.
class ServiceManagerTest {
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace("@", "\\0"))
      print("ready", flush=True)
      for _ in range(2):
          print(repr(s.recv(4096).decode()), flush=True)
      """;

  @TempDir Path dir;

  private static void tells(String socket) throws Exception {
    var listener = new ProcessBuilder("python3", "-c", LISTENER, socket).start();
    try (var said =
        new BufferedReader(
            new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("ready", said.readLine());
      var manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket)).orElseThrow();
      assertTrue(manager.tell("READY=1\nSTATUS=2 cameras, 21 °C"));
      assertEquals("'READY=1\\nSTATUS=2 cameras, 21 °C'", said.readLine());
      assertTrue(manager.tell("WATCHDOG=1"));
      assertEquals("'WATCHDOG=1'", said.readLine());
    } finally {
      listener.destroyForcibly().waitFor();
    }
  }

  @Test
  void aSocketInAFolder() throws Exception {
    tells(dir.resolve("notify").toString());
  }

  @Test
  void aSocketThatIsInNoFolder() throws Exception {
    tells("@nightjar-test-" + ProcessHandle.current().pid());
  }

  @Test
  void nobodyListens() {
    var socket = dir.resolve("nobody").toString();
    var manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket)).orElseThrow();
    assertFalse(manager.tell("READY=1"));
  }

  @Test
  void nobodyWantsToKnow() {
    assertEquals(Optional.empty(), ServiceManager.of(Map.of()).map(ServiceManager::watchdog));
    assertTrue(ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234")).isEmpty());
    assertTrue(ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200))).isEmpty());
  }

  @Test
  void theWatchdogIsThisProcesss() {
    var me = String.valueOf(ProcessHandle.current().pid());
    assertEquals(Optional.of(Duration.ofSeconds(30)), watchdog("30000000", me));
    assertEquals(Optional.empty(), watchdog("30000000", "1"));
    assertEquals(Optional.empty(), watchdog("0", me));
    assertEquals(Optional.empty(), watchdog("soon", me));
  }

  private static Optional<Duration> watchdog(String micros, String process) {
    var environment =
        Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", micros, "WATCHDOG_PID", process);
    return ServiceManager.of(environment).orElseThrow().watchdog();
  }
}
