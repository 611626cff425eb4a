package nightjar.alert.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nightjar.alert.Alert;
import nightjar.alert.AlertConfig;
import nightjar.alert.AlertRule;
import nightjar.alert.Alerts;
import nightjar.alert.Bell;
import nightjar.alert.Hit;
import nightjar.alert.HouseMode;
import nightjar.alert.Kept;
import nightjar.alert.RuleText;
import nightjar.alert.Soon;
import nightjar.alert.Troubles;
import nightjar.alert.What;
import nightjar.base.Clock;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts through the outbox to a real broker, while broker and program end and come back. The long
/// run, with a program that is killed, is the benchmark `alerts`.
class AlertsOverMqttTest {
  private static final int ALL = 200;

  @TempDir Path dir;

  private Alerts open(int port) throws IOException {
    var config =
        new MqttConfig(
            "broker",
            URI.create("mqtt://127.0.0.1:" + port),
            Optional.empty(),
            Optional.empty(),
            MqttConfig.Version.V5,
            "nightjar",
            Optional.empty());
    var channel = new MqttChannel(config, new FakeHouse(), "", Clock.SYSTEM);
    var known = new RuleText.Known(Map.of("front", List.of()), List.of(), List.of("broker"), false);
    var alerts =
        new Alerts(
            dir.resolve("outbox"),
            AlertConfig.STANDARD,
            List.of(channel),
            () -> known,
            new NoCamera(),
            () -> new Troubles(Map.of(), "", "", 0),
            Clock.SYSTEM,
            ZoneId.of("UTC"));
    alerts.rules(List.of(rule()));
    alerts.mode(HouseMode.AWAY, "");
    alerts.start();
    return alerts;
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

  private static AlertRule rule() {
    return new AlertRule(
        "Rule",
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
        "Rule",
        Alert.Kind.MOTION,
        "front",
        Clock.SYSTEM.wallMicros(),
        "k" + number,
        "Motion at front",
        String.valueOf(number),
        List.of(),
        "",
        "");
  }

  private static void ring(Alerts alerts, int from, int to) throws Exception {
    IntStream.range(from, to).forEach(number -> alerts.hit(hit(number)));
    Soon.until(() -> alerts.list(Long.MAX_VALUE, 1_000, _ -> true).size() == to, "not kept");
  }

  @Test
  void whoeverEndsNoneIsLost() throws Exception {
    try (var broker = Mosquitto.open(dir)) {
      var first = new Ear(broker.port());
      var alerts = open(broker.port());
      ring(alerts, 0, 50);
      Soon.until(() -> first.on("nightjar/alert").size() >= 50, "not told");
      broker.die();
      ring(alerts, 50, 120);
      alerts.close(); // what waits, waits on the disk
      broker.comeBack();
      try (var second = new Ear(broker.port());
          var again = open(broker.port())) {
        ring(again, 120, ALL);
        Soon.until(() -> again.total().waiting() == 0, "not sent");
        Soon.until(() -> second.on("nightjar/alert").size() >= ALL - 50, "not told");
        var heard = new HashMap<Integer, String>();
        for (var ear : List.of(first, second)) {
          for (var message : ear.on("nightjar/alert")) {
            var json = JsonObject.parse(Ear.text(message));
            var before = heard.put(Integer.parseInt(json.string("text")), json.string("id"));
            assertEquals(before == null ? json.string("id") : before, json.string("id"));
          }
        }
        assertEquals(ALL, heard.size());
        for (var kept : again.list(Long.MAX_VALUE, 1_000, _ -> true)) {
          var delivery = kept.deliveries().getFirst();
          assertEquals(Kept.State.ACCEPTED, delivery.state(), delivery::toString);
          assertEquals("127.0.0.1", delivery.by());
        }
      } finally {
        first.close();
      }
    }
  }
}
