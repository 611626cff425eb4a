package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nightjar.base.Clock;
import nightjar.camera.SourceConfig;
import nightjar.config.Settings;
import nightjar.http.HttpConfig;
import org.junit.jupiter.api.Test;

/// docs/ref/metrics.md has every metric of a server with a camera, and no other.
class MetricsDocTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

  @Test
  void thePageHasEveryMetric() throws Exception {
    var page = Files.readString(Path.of("../docs/ref/metrics.md"));
    var config = new HttpConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    var settings = Settings.demo(config, SourceConfig.Demo.STANDARD);
    try (var server =
        new Server(settings, Mode.demo(settings), Clock.SYSTEM, RunningServer.CALM, "")) {
      assertEquals(pairs(TYPE, server.metrics().text()), pairs(ROW, page));
    }
  }

  private static TreeMap<String, String> pairs(Pattern pattern, String text) {
    var pairs = new TreeMap<String, String>();
    pattern.matcher(text).results().forEach(m -> pairs.put(m.group(1), m.group(2)));
    return pairs;
  }
}
