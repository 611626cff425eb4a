package nightjar.config;

import java.io.Serial;
import java.util.List;

/// The settings file cannot be used as it is. The message has a line for each problem: file, line,
/// key, value, and what would be right.
public final class BadConfigException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BadConfigException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
