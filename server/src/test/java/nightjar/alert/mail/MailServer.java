package nightjar.alert.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightjar.json.JsonObject;

/// A real mail server in a process of its own (`smtpd.py`), and what it took.
final class MailServer implements AutoCloseable {
  private static final String SCRIPT = "src/test/java/nightjar/alert/mail/smtpd.py";

  private final Path folder;
  private final Process process;
  private final int port;

  /// @param security `plain`, `starttls` or `tls`
  /// @param user empty: anybody may send
  MailServer(Path dir, String security, String user, String password, Path... certificateAndKey)
      throws IOException {
    folder = Files.createTempDirectory(dir, "mail");
    var command = new ArrayList<>(List.of("/usr/bin/python3", SCRIPT, folder.toString()));
    command.addAll(List.of(security, user, password));
    Arrays.stream(certificateAndKey).map(Path::toString).forEach(command::add);
    process = new ProcessBuilder(command).redirectError(dir.resolve("smtpd.log").toFile()).start();
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var line = out.readLine();
    if (line == null) {
      throw new IOException(Files.readString(dir.resolve("smtpd.log")));
    }
    port = Integer.parseInt(line);
  }

  int port() {
    return port;
  }

  /// Messages, in the order they were taken.
  List<String> taken() throws IOException {
    var all = new ArrayList<String>();
    for (int i = 0; Files.exists(folder.resolve(i + ".eml")); i++) {
      all.add(Files.readString(folder.resolve(i + ".eml")));
    }
    return all;
  }

  JsonObject envelope(int number) throws Exception {
    return JsonObject.parse(Files.readString(folder.resolve(number + ".json")));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
