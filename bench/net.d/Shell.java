import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Commands of the system.
final class Shell {
  private Shell() {}

  /// @param words separated by single spaces
  /// @throws IOException it failed, and what it said
  static void run(String words) throws IOException {
    if (!succeeds(words)) {
      throw new IOException("failed: " + words);
    }
  }

  static boolean succeeds(String words) throws IOException {
    var process = new ProcessBuilder(List.of(words.split(" "))).redirectErrorStream(true).start();
    try {
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + words, e);
    }
  }

  static String output(String words) throws IOException {
    var process = new ProcessBuilder(List.of(words.split(" "))).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
