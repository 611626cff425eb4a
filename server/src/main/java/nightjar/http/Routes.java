package nightjar.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import nightjar.json.Json;
import nightjar.live.Health;
import nightjar.live.Snapshot;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;

/// Which path answers what.
final class Routes {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern SNAPSHOT =
      Pattern.compile("/api/v1/cameras/([A-Za-z0-9_-]{1,31})/snapshot\\.jpg");
  // A camera that codes by itself may have to wait for its next IDR.
  private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(8);
  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int SNAPSHOTS_AT_ONCE = 8; // each a copy of a picture on the heap

  private final Semaphore snapshots = new Semaphore(SNAPSHOTS_AT_ONCE);
  private final Clock clock;
  private final Map<String, Watchable> byName;
  private final Collection<Watchable> cameras;
  private final Pages pages = new Pages();
  private final Map<String, Supplier<Answer>> exact;

  /// @param mode `demo` or `run`
  Routes(Collection<Watchable> cameras, Metrics metrics, String version, String mode, Clock clock) {
    this.clock = clock;
    this.cameras = cameras;
    this.byName = cameras.stream().collect(Collectors.toUnmodifiableMap(Watchable::name, c -> c));
    this.exact =
        Map.of(
            "/healthz",
            this::health,
            TrustedMark.PATH,
            TrustedMark::answer,
            "/metrics",
            () -> Answer.text(METRICS_TYPE, metrics.text()),
            "/api/v1/cameras",
            () -> Answer.json(Json.object("cameras", list())),
            "/api/v1/server",
            () ->
                Answer.json(
                    Json.object(
                        "name",
                        "Nightjar",
                        "version",
                        version,
                        "mode",
                        mode,
                        "now",
                        clock.wallMicros())));
  }

  Answer get(String path, boolean takesGzip, String tag) throws IOException, InterruptedException {
    var route = exact.get(path);
    if (route != null) {
      return route.get();
    }
    var snapshot = SNAPSHOT.matcher(path);
    if (snapshot.matches() && byName.containsKey(snapshot.group(1))) {
      return snapshot(byName.get(snapshot.group(1)));
    }
    var page = pages.get(path, takesGzip, tag);
    return page != null ? page : Answer.problem(404, "there is nothing at this address");
  }

  private Answer snapshot(Watchable camera) throws InterruptedException {
    var health = camera.health().get();
    if (!health.state().equals("live")) {
      return Answer.problem(503, sentence(camera, health));
    }
    if (!snapshots.tryAcquire()) {
      return Answer.problem(503, "as many snapshots are being taken as this server takes");
    }
    try {
      return Snapshot.of(camera, SNAPSHOT_WITHIN, clock)
          .map(taken -> jpeg(camera, taken))
          .orElseGet(() -> Answer.problem(503, "no picture came in time"));
    } finally {
      snapshots.release();
    }
  }

  private static String sentence(Watchable camera, Health health) {
    var reason = health.reason().isEmpty() ? "" : ": " + health.reason();
    return "the camera " + camera.name() + " is " + health.state() + reason;
  }

  private static Answer jpeg(Watchable camera, Snapshot taken) {
    var when = IN_A_NAME.format(Instant.ofEpochMilli(taken.captured() / 1000));
    var name = "inline; filename=\"%s-%sZ.jpg\"".formatted(camera.name(), when);
    return new Answer(
        200,
        "image/jpeg",
        Map.of("Cache-Control", "no-store", "Content-Disposition", name),
        taken.jpeg());
  }

  /// 200 while the process serves; how each camera does is in the body, for a camera that is
  /// unplugged is no reason to restart the server.
  private Answer health() {
    var states =
        cameras.stream()
            .map(c -> Json.object("name", c.name(), "state", c.health().get().state()))
            .toList();
    return Answer.json(Json.object("status", "ok", "cameras", states));
  }

  private List<Map<String, Object>> list() {
    return cameras.stream().map(this::describe).toList();
  }

  private Map<String, Object> describe(Watchable camera) {
    var health = camera.health().get();
    var object = Json.object("name", camera.name(), "state", health.state());
    camera
        .format()
        .get()
        .ifPresent(
            f -> {
              object.put("width", f.width());
              object.put("height", f.height());
              object.put("fps", f.fps());
            });
    object.put("reason", health.reason());
    object.put("retryIn", health.retryIn(clock.ticks()));
    return object;
  }
}
