import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import nightjar.alert.Alert;
import nightjar.alert.AlertConfig;
import nightjar.alert.AlertRule;
import nightjar.alert.Alerts;
import nightjar.alert.Bell;
import nightjar.alert.Hit;
import nightjar.alert.House;
import nightjar.alert.HouseMode;
import nightjar.alert.HouseState;
import nightjar.alert.Kept;
import nightjar.alert.Pages;
import nightjar.alert.RuleText;
import nightjar.alert.Troubles;
import nightjar.alert.What;
import nightjar.alert.mqtt.MqttChannel;
import nightjar.alert.mqtt.MqttConfig;
import nightjar.base.Clock;

/// The program that is killed: rings alerts numbered on from the last that it knows to be kept.
final class Ringer {
  private static final int AT_ONCE = 16; // that are not kept yet
  private static final int MOST_WAITING = 200; // that are kept and not sent

  private Ringer() {}

  /// @param args folder of the outbox, the broker's port, first number, last number
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    int first = Integer.parseInt(args[2]);
    int last = Integer.parseInt(args[3]);
    var open = new Semaphore(AT_ONCE);
    try (var alerts = open(folder, port);
        var progress = new FileOutputStream(folder.resolveSibling("kept").toFile(), true)) {
      var listening = alerts.listen(new Noting(progress, open));
      alerts.rules(List.of(rule()));
      alerts.mode(HouseMode.AWAY, "bench");
      alerts.start();
      for (int number = first; number <= last; number++) {
        while (number % 20 == 0 && waiting(alerts) > MOST_WAITING) {
          Thread.sleep(20);
        }
        open.acquire();
        alerts.hit(hit(number));
      }
      while (waiting(alerts) > 0) {
        Thread.sleep(50);
      }
      listening.close();
    }
  }

  private static int waiting(Alerts alerts) throws IOException {
    return alerts.standings().getFirst().waiting();
  }

  /// Writes down the number of each alert that is kept.
  private record Noting(FileOutputStream progress, Semaphore open) implements Pages.Page {
    @Override
    public void alert(Kept alert) {
      try {
        progress.write((alert.alert().text() + "\n").getBytes(StandardCharsets.UTF_8));
        open.release();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void changed(Kept alert) {}

    @Override
    public void house(HouseState state) {}
  }

  static Alerts open(Path folder, int port) throws Exception {
    var config =
        new MqttConfig(
            "broker",
            URI.create("mqtt://127.0.0.1:" + port),
            Optional.empty(),
            Optional.empty(),
            MqttConfig.Version.V5,
            "nightjar",
            Optional.empty());
    return new Alerts(
        folder,
        AlertConfig.STANDARD,
        List.of(new MqttChannel(config, new Empty(), "", Clock.SYSTEM)),
        () -> new RuleText.Known(Map.of("front", List.of()), List.of(), List.of("broker"), false),
        new NoCamera(),
        () -> new Troubles(Map.of(), "", "", 0),
        Clock.SYSTEM,
        ZoneId.of("UTC"));
  }

  private static AlertRule rule() {
    return new AlertRule(
        "Storm",
        true,
        Set.of(HouseMode.AWAY),
        "",
        AlertRule.Light.ANY,
        List.of(),
        new What.Motion(""),
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        false);
  }

  private static Hit hit(int number) {
    return new Hit(
        "Storm",
        Alert.Kind.MOTION,
        "front",
        Clock.SYSTEM.wallMicros(),
        "storm/" + number,
        "Motion at front",
        String.valueOf(number),
        List.of(),
        "",
        "");
  }

  private record NoCamera() implements Bell.Camera {
    @Override
    public Optional<byte[]> picture(String camera) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> clip(String camera, long from, long to) {
      return Optional.empty();
    }
  }

  /// A house in which nothing is.
  private record Empty() implements House {
    @Override
    public List<String> cameras() {
      return List.of();
    }

    @Override
    public Eye eye(String camera) {
      return new Eye(camera, false, false, Set.of());
    }

    @Override
    public Health health() {
      return new Health(true, "");
    }

    @Override
    public HouseMode mode() {
      return HouseMode.AWAY;
    }

    @Override
    public void mode(HouseMode mode, String by) {}

    @Override
    public boolean acknowledge(long alert, String by) {
      return false;
    }

    @Override
    public Optional<byte[]> picture(String camera) {
      return Optional.empty();
    }

    @Override
    public void listen(Runnable changed) {}
  }
}
