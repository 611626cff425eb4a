package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A port that the service manager holds while the server is started anew.
class HandedPortTest {
  private static final int START = 60_000; // milliseconds, at the very most

  // Starts again what was killed; ends when it is told to, or when its child ends by itself.
  private static final String MANAGER =
      """
      import ctypes, os, signal, socket, sys
      s = socket.create_server(("127.0.0.1", 0))
      while True:
          child = os.fork()
          if child == 0:
              ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # with this parent
              os.dup2(s.fileno(), 0)
              os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
              os.execv(sys.argv[2], sys.argv[2:])
          with open(sys.argv[1], "w") as file:
              file.write(str(child))
          signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
          _, how = os.waitpid(child, 0)
          if os.WIFEXITED(how):
              sys.exit(os.WEXITSTATUS(how))
      """;

  @TempDir Path dir;

  private Program started(Path child, String settings) throws Exception {
    var yaml =
        Files.writeString(
            dir.resolve("nightjar.yaml"), settings + "cameras: {front: {source: demo}}\n");
    return Program.start(
        dir,
        Files.createTempFile(dir, "out", ".txt"),
        command -> {
          var managed = new ArrayList<>(List.of("python3", "-c", MANAGER, child.toString()));
          managed.addAll(command);
          return managed;
        },
        "run",
        "--insecure-http",
        "--config",
        yaml.toString());
  }

  @Test
  void whoComesWhileItStartsAnewIsAnsweredByTheNext() throws Exception {
    var child = dir.resolve("child");
    try (var program = started(child, "listen: 127.0.0.1:9\n")) {
      int port = program.port();
      assertNotEquals(9, port, "the manager's takes precedence over the settings'");
      try (var http = new RawHttp(port)) {
        assertEquals(200, http.ask("GET /healthz").status());
      }
      var first = ProcessHandle.of(Long.parseLong(Files.readString(child))).orElseThrow();
      first.destroyForcibly();
      first.onExit().join();
      try (var http = new RawHttp(port)) {
        http.socket().setSoTimeout(START);
        assertEquals(200, http.ask("GET /healthz").status());
      }
      program.terminate();
      var ended = program.ended();
      assertEquals(143, ended.code(), ended::err);
      var told = "listens on port " + port + ", which nightjar.socket holds";
      assertTrue(ended.err().contains(told), ended::err);
    }
  }
}
