package nightjar.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A socket that another program opened.
class HandedSocketTest {
  private static final String ME = String.valueOf(ProcessHandle.current().pid());

  private static final String MANAGER =
      """
      import os, socket, sys
      s = socket.create_server(("127.0.0.1", 0))
      os.dup2(s.fileno(), 0)
      os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
      os.execv(sys.argv[1], sys.argv[1:])
      """;

  /// The other process's.
  static final class Greeter {
    private Greeter() {}

    public static void main(String[] none) throws IOException {
      try (var handed = HandedSocket.of(System.getenv()).orElseThrow()) {
        System.out.println(handed.address().getPort());
        handed.channel().accept().close();
      }
      System.out.println("closed");
      System.err.println("that was all");
    }
  }

  @Test
  void whatIsSaidAfterItIsClosedIsHeard() throws Exception {
    var greeter =
        new ProcessBuilder(
                "python3",
                "-c",
                MANAGER,
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/classes:target/test-classes",
                Greeter.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var said = greeter.inputReader(UTF_8)) {
      int port = Integer.parseInt(said.readLine());
      try (var asking = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertEquals(-1, asking.getInputStream().read());
      }
      assertEquals("closed", said.readLine());
      assertEquals("that was all", said.readLine());
      assertEquals(0, greeter.waitFor());
    } finally {
      greeter.destroyForcibly().waitFor();
    }
  }

  @Test
  void noneOrSomebodyElses() throws IOException {
    assertEquals(Optional.empty(), HandedSocket.of(Map.of()));
    assertEquals(Optional.empty(), HandedSocket.of(Map.of("LISTEN_PID", "1", "LISTEN_FDS", "1")));
  }

  /// More than one, and one that is none: this process's standard input is no socket.
  @ParameterizedTest
  @ValueSource(strings = {"2", "1", "", "many"})
  void notWhatIsWanted(String count) {
    var environment = Map.of("LISTEN_PID", ME, "LISTEN_FDS", count);
    var refused = assertThrows(IOException.class, () -> HandedSocket.of(environment));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("nightjar.socket: must have one"));
  }
}
