package nightjar.logging;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The JDK's System.Logger, on standard error: java.util.logging would cost 8 MB.
public final class StderrLoggers extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Line(name);
  }

  private record Line(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return Stderr.shows(name, level);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        Stderr.write(level, translated(bundle, message), thrown);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... parameters) {
      if (isLoggable(level)) {
        String text = translated(bundle, format);
        boolean plain = parameters == null || parameters.length == 0; // null without any
        Stderr.write(level, plain ? text : MessageFormat.format(text, parameters), null);
      }
    }

    private static String translated(@Nullable ResourceBundle bundle, @Nullable String key) {
      if (bundle == null || key == null) {
        return String.valueOf(key);
      }
      try {
        return bundle.getString(key);
      } catch (MissingResourceException _) {
        return key;
      }
    }
  }
}
