package nightjar.logging;

import java.io.Serial;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// What libraries log through SLF4J, on standard error.
public final class SlfToStderr implements SLF4JServiceProvider {
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Line::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Line extends LegacyAbstractLogger {
    @Serial private static final long serialVersionUID = 1;

    Line(String name) {
      this.name = name;
    }

    private boolean shows(Level level) {
      return Stderr.shows(name, level);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        org.slf4j.event.Level level,
        @Nullable Marker marker,
        @Nullable String message,
        Object[] arguments,
        @Nullable Throwable thrown) {
      var formatted = MessageFormatter.basicArrayFormat(message, arguments);
      Stderr.writeOfLibrary(Level.valueOf(named(level)), name + ": " + formatted, thrown);
    }

    private static String named(org.slf4j.event.Level level) {
      return level == org.slf4j.event.Level.WARN ? "WARNING" : level.name();
    }

    @Override
    public boolean isTraceEnabled() {
      return shows(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return shows(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return shows(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return shows(Level.WARNING);
    }

    @Override
    public boolean isErrorEnabled() {
      return shows(Level.ERROR);
    }
  }
}
