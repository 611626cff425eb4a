package nightjar.http;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.json.Json;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;

/// Which path answers what.
final class Routes {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Collection<Watchable> cameras;
  private final Pages pages = new Pages();
  private final Map<String, Supplier<Answer>> exact;

  /// @param mode `demo` or `run`
  Routes(Collection<Watchable> cameras, Metrics metrics, String version, String mode, Clock clock) {
    this.cameras = cameras;
    this.exact =
        Map.of(
            "/healthz", this::health,
            "/metrics", () -> Answer.text(METRICS_TYPE, metrics.text()),
            "/api/v1/cameras", () -> Answer.json(Json.object("cameras", list())),
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

  Answer get(String path, boolean takesGzip, String tag) throws IOException {
    var route = exact.get(path);
    if (route != null) {
      return route.get();
    }
    var page = pages.get(path, takesGzip, tag);
    return page != null ? page : Answer.problem(404, "there is nothing at this address");
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
    return cameras.stream().map(Routes::describe).toList();
  }

  private static Map<String, Object> describe(Watchable camera) {
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
    return object;
  }
}
