package nightjar.logging;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a line. Under systemd with the priority in front, else with the time.
final class Stderr {
  private static final boolean JOURNAL = System.getenv("JOURNAL_STREAM") != null;
  // Loggers that warn of every malformed request, which has its answer.
  private static final Set<String> ANSWERED =
      Set.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");
  private static final boolean DEBUG = System.getenv("NIGHTJAR_DEBUG") != null;

  private Stderr() {}

  static boolean shows(String logger, Level level) {
    return level.getSeverity() >= least(logger).getSeverity();
  }

  private static Level least(String logger) {
    if (DEBUG) {
      return Level.DEBUG;
    }
    return isOurs(logger) ? Level.INFO : ANSWERED.contains(logger) ? Level.ERROR : Level.WARNING;
  }

  private static boolean isOurs(String logger) {
    return logger.startsWith("nightjar");
  }

  /// What a library throws is told in a line: where in the library is for those who debug.
  static void writeOfLibrary(Level level, String message, @Nullable Throwable thrown) {
    boolean whole = DEBUG || level.getSeverity() >= Level.ERROR.getSeverity();
    write(
        level, thrown == null || whole ? message : message + ": " + thrown, whole ? thrown : null);
  }

  static void write(Level level, String message, @Nullable Throwable thrown) {
    var lines = new StringBuilder(before(level)).append(Shown.of(message)).append('\n');
    if (thrown != null) {
      Shown.trace(thrown, lines);
    }
    PrintStream to = System.err;
    synchronized (to) {
      to.print(lines);
      to.flush();
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
