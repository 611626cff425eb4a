package nightjar.logging;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Writes a line. Under systemd with the priority in front, else with the time.
final class Stderr {
  private static final boolean JOURNAL = System.getenv("JOURNAL_STREAM") != null;
  private static final boolean DEBUG = System.getenv("NIGHTJAR_DEBUG") != null;

  private Stderr() {}

  static boolean shows(String logger, Level level) {
    var least = DEBUG ? Level.DEBUG : logger.startsWith("nightjar") ? Level.INFO : Level.WARNING;
    return level.getSeverity() >= least.getSeverity();
  }

  static void write(Level level, String message, @Nullable Throwable thrown) {
    PrintStream to = System.err;
    synchronized (to) {
      to.println(before(level) + message);
      if (thrown != null) {
        thrown.printStackTrace(to);
      }
    }
  }

  private static String before(Level level) {
    if (JOURNAL) {
      return "<" + priority(level) + ">";
    }
    var now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
    return "%tT %s ".formatted(now, level == Level.INFO ? "       " : "%-7s".formatted(level));
  }

  /// sd-daemon(3).
  private static int priority(Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG -> 7;
      case INFO -> 6;
      case WARNING -> 4;
      case ERROR, OFF -> 3;
    };
  }
}
