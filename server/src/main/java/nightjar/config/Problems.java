package nightjar.config;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with one settings file, all of it, so that one look mends it.
final class Problems {
  private final String file;
  private final List<String> lines = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /// @param line counted from 1; 0 for the file as a whole
  void add(int line, String what) {
    lines.add(file + (line > 0 ? ":" + line : "") + ": " + what);
  }

  void throwIfAny() throws BadConfigException {
    if (!lines.isEmpty()) {
      throw new BadConfigException(lines);
    }
  }
}
