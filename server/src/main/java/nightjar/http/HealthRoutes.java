package nightjar.http;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightjar.governor.Limits;
import nightjar.governor.Readings;
import nightjar.governor.Standing;
import nightjar.governor.Words;
import nightjar.json.Json;
import org.jspecify.annotations.Nullable;

/// How the box is doing. Nothing of it names a camera: whoever may view may know it.
final class HealthRoutes {
  private final Supplier<Standing> standing;

  HealthRoutes(Supplier<Standing> standing) {
    this.standing = standing;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/api/v1/health", Rule.VIEW, _ -> health(standing.get())));
  }

  private static Answer health(Standing now) {
    return Answer.json(
        Json.object(
            "level", now.level(),
            "word", now.word(),
            "line", now.line(),
            "since", now.since(),
            "sheds", now.sheds().stream().map(HealthRoutes::describe).toList(),
            "readings", describe(now.readings()),
            "limits", describe(now.limits())));
  }

  private static Map<String, Object> describe(Words.Line line) {
    return Json.object("what", line.what(), "why", line.why());
  }

  private static Map<String, Object> describe(Readings r) {
    var power = r.power();
    var wifi = r.wifi();
    return Json.object(
        "cpu", known(r.cpu()),
        "cores", r.cores(),
        "load", known(r.load()),
        "temperature", known(r.temperature()),
        "slowed", power == null ? null : power.slowed(),
        "undervolted", power == null ? null : power.undervolted(),
        "pressure",
            Json.object(
                "cpu", known(r.cpuPressure().some()),
                "memory", known(r.memoryPressure().some()),
                "io", known(r.ioPressure().full())),
        "memoryFree", whole(r.memoryFree()),
        "cmaFree", whole(r.cmaFree()),
        "diskLatency", known(r.diskLatency()),
        "wifi",
            wifi == null
                ? null
                : Json.object(
                    "bitrate", whole(wifi.bitrate()),
                    "signal", whole(wifi.signal()),
                    "sending", whole(wifi.sending())));
  }

  private static Map<String, Object> describe(Limits limits) {
    return Json.object(
        "cpu", limits.cpu().sheds(),
        "load", limits.load().sheds(),
        "temperature", limits.temperature().sheds(),
        "pressure",
            Json.object(
                "cpu", limits.waiting().sheds(),
                "memory", limits.memoryWaiting().sheds(),
                "io", limits.ioWaiting().sheds()),
        "memoryFree", whole(limits.memoryFree().sheds()),
        "cmaFree", whole(limits.cmaFree().sheds()),
        "diskLatency", limits.diskLatency().sheds(),
        "wifi", limits.wifi().sheds());
  }

  /// To thousandths; null when the machine does not show it.
  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e3) / 1e3;
  }

  private static @Nullable Long whole(double value) {
    return Double.isNaN(value) ? null : Math.round(value);
  }
}
