package nightjar.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.auth.Cameras;
import nightjar.auth.Grant;
import nightjar.json.Json;
import org.jspecify.annotations.Nullable;

/// What this server is, and how it does: to strangers only that it is one.
final class ServerRoutes {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer.Shown shown;

  ServerRoutes(HttpServer.Shown shown) {
    this.shown = shown;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/server", Rule.ANYONE, this::server),
        new Route(
            "GET",
            "/metrics",
            Rule.METRICS,
            _ -> Answer.text(METRICS_TYPE, shown.metrics().text())));
  }

  private Answer server(Call call) {
    return Answer.json(describe(call, call.caller()));
  }

  /// Answered after signing in as well.
  Map<String, Object> describe(Call call, Optional<Grant> caller) {
    var object =
        Json.object(
            "name",
            "Nightjar",
            "access",
            word(caller),
            "now",
            shown.clock().wallMicros(),
            "secure",
            call.site().secure());
    caller.ifPresent(grant -> object.putAll(toKnown(grant)));
    return object;
  }

  private String word(Optional<Grant> caller) {
    return switch (shown.access()) {
      case Access.Open _ -> "open";
      case Access.Guarded(var auth) when auth.needsSetup() -> "setup";
      case Access.Guarded _ -> caller.isPresent() ? "granted" : "login";
    };
  }

  private Map<String, Object> toKnown(Grant grant) {
    return Json.object(
        "version",
        shown.version(),
        "mode",
        shown.mode(),
        "user",
        Json.object(
            "name",
            grant.user(),
            "role",
            grant.role().word(),
            "cameras",
            camerasOf(grant.cameras())),
        "confirmed",
        grant.confirmed());
  }

  /// Null for all.
  static @Nullable Object camerasOf(Cameras cameras) {
    return switch (cameras) {
      case Cameras.All() -> null;
      case Cameras.Only(var names) -> names.stream().sorted().toList();
    };
  }
}
