package nightjar.alert.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nightjar.alert.Soon;

/// A real broker of Debian's, on a port of its own, that can die and come back. It keeps nothing.
final class Mosquitto implements AutoCloseable {
  private final Path file;
  private final int port;
  private Process process;

  /// @param more lines of its settings
  Mosquitto(Path dir, String... more) throws Exception {
    port = freePort();
    file = dir.resolve("mosquitto-%d.conf".formatted(port));
    var usual = "listener %d 127.0.0.1\nuser root\npersistence false\n".formatted(port);
    Files.writeString(file, usual + String.join("\n", more) + "\n");
    process = start();
  }

  static Mosquitto open(Path dir) throws Exception {
    return new Mosquitto(dir, "allow_anonymous true");
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static Path passwords(Path dir, String user, String password) throws Exception {
    var file = dir.resolve("passwords");
    var made =
        new ProcessBuilder("mosquitto_passwd", "-c", "-b", file.toString(), user, password)
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    return file;
  }

  private Process start() throws Exception {
    var log = file.resolveSibling(file.getFileName() + ".log").toFile();
    var started =
        new ProcessBuilder(List.of("/usr/sbin/mosquitto", "-c", file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    Soon.until(this::listens, "mosquitto does not listen: " + log);
    return started;
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  int port() {
    return port;
  }

  void die() {
    process.destroyForcibly().onExit().join();
  }

  void comeBack() throws Exception {
    process = start();
  }

  @Override
  public void close() {
    die();
  }
}
