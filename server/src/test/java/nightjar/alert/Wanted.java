package nightjar.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Rules for tests: of what, and with what else.
record Wanted(AlertRule rule) {
  static Wanted of(What what) {
    return new Wanted(
        new AlertRule(
            "Rule",
            true,
            Set.of(HouseMode.AWAY),
            "",
            AlertRule.Light.ANY,
            List.of(),
            what,
            Duration.ZERO,
            Duration.ZERO,
            List.of(),
            false));
  }

  static Wanted motion() {
    return of(new What.Motion(""));
  }

  Wanted named(String name) {
    return with(name, rule.times(), rule.light(), rule.cameras(), rule.channels(), rule.urgent());
  }

  Wanted at(String times, AlertRule.Light light) {
    return with(rule.name(), times, light, rule.cameras(), rule.channels(), rule.urgent());
  }

  Wanted through(List<String> channels, boolean urgent) {
    return with(rule.name(), rule.times(), rule.light(), rule.cameras(), channels, urgent);
  }

  Wanted on(String... cameras) {
    var those = List.of(cameras);
    return with(rule.name(), rule.times(), rule.light(), those, rule.channels(), rule.urgent());
  }

  private Wanted with(
      String name,
      String times,
      AlertRule.Light light,
      List<String> cameras,
      List<String> channels,
      boolean urgent) {
    return new Wanted(
        new AlertRule(
            name,
            rule.on(),
            rule.modes(),
            times,
            light,
            cameras,
            rule.what(),
            rule.coolDown(),
            rule.digest(),
            channels,
            urgent));
  }

  Wanted every(Duration coolDown, Duration digest) {
    return new Wanted(
        new AlertRule(
            rule.name(),
            rule.on(),
            rule.modes(),
            rule.times(),
            rule.light(),
            rule.cameras(),
            rule.what(),
            coolDown,
            digest,
            rule.channels(),
            rule.urgent()));
  }
}
