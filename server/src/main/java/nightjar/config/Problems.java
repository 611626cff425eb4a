package nightjar.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with one settings file, all of it, so that one look mends it.
final class Problems {
  private final String file;
  private final List<String> lines = new ArrayList<>();
  private String secret = ""; // the first that stands in the file: its line and key

  Problems(String file) {
    this.file = file;
  }

  /// @param line counted from 1; 0 for the file as a whole
  void add(int line, String what) {
    lines.add(file + (line > 0 ? ":" + line : "") + ": " + what);
  }

  void secretAsText(int line, String key) {
    secret = secret.isEmpty() ? file + ":" + line + ": " + key : secret;
  }

  /// What is no mistake, and worth a word all the same.
  List<String> warnings() {
    return !secret.isEmpty() && Secrets.othersMayRead(Path.of(file))
        ? List.of(
            secret
                + ": stands here as text, and others on this machine can read or write the file: chmod 600 "
                + file)
        : List.of();
  }

  void throwIfAny() throws BadConfigException {
    if (!lines.isEmpty()) {
      throw new BadConfigException(lines);
    }
  }
}
