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
import java.util.stream.Collectors;
import nightjar.auth.Scope;
import nightjar.base.Clock;
import nightjar.json.Json;
import nightjar.live.Health;
import nightjar.live.Privacy;
import nightjar.live.Snapshot;
import nightjar.live.Watchable;

/// What there is to see.
final class CameraRoutes {
  // A camera that codes by itself may have to wait for its next IDR.
  private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(8);
  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int SNAPSHOTS_AT_ONCE = 8; // each a copy of a picture on the heap

  private final Semaphore snapshots = new Semaphore(SNAPSHOTS_AT_ONCE);
  private final Shares shares = new Shares(SNAPSHOTS_AT_ONCE);
  private final Clock clock;
  private final Audit audit;
  private final Collection<Watchable> cameras;
  private final Map<String, Watchable> byName;

  /// Writes down what was done.
  interface Audit {
    void add(String user, String from, String action, String subject, boolean ok, String detail);
  }

  CameraRoutes(Collection<Watchable> cameras, Clock clock, Audit audit) {
    this.clock = clock;
    this.audit = audit;
    this.cameras = cameras;
    this.byName = cameras.stream().collect(Collectors.toUnmodifiableMap(Watchable::name, c -> c));
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/healthz", Rule.ANYONE, this::health),
        new Route("GET", "/api/v1/cameras", Rule.VIEW, this::list),
        new Route("GET", "/api/v1/cameras/{camera}/snapshot.jpg", Rule.VIEW, this::snapshot),
        new Route("GET", LIVE, Rule.VIEW, this::live),
        new Route("PUT", "/api/v1/cameras/{camera}/switch", Rule.OPERATE, this::turn));
  }

  static final String LIVE = "/api/v1/cameras/{camera}/live";

  private List<Watchable> shown(Call call) {
    return cameras.stream().filter(camera -> call.grant().maySee(camera.name())).toList();
  }

  private Answer list(Call call) {
    return Answer.json(Json.object("cameras", shown(call).stream().map(this::describe).toList()));
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
    object.put("on", camera.privacy().stand().on());
    object.put("reason", health.reason());
    object.put("retryIn", health.retryIn(clock.ticks()));
    return object;
  }

  /// 200 while the process serves; how each camera does is in the body for who may know, and a
  /// camera that is unplugged is no reason to restart the server.
  private Answer health(Call call) {
    var health = Json.object("status", "ok");
    if (call.caller().filter(caller -> caller.may(Scope.VIEW)).isPresent()) {
      health.put(
          "cameras",
          shown(call).stream()
              .map(c -> Json.object("name", c.name(), "state", c.health().get().state()))
              .toList());
    }
    return Answer.json(health);
  }

  /// The sensor's own switch: off is in force when this is answered.
  private Answer turn(Call call) throws IOException {
    var camera = byName.get(call.variable("camera"));
    if (camera == null) {
      return noCamera();
    }
    var sent = call.json();
    sent.only("on");
    boolean on = sent.bool("on");
    var turned = turn(camera, on, call);
    var stand = turned.stand();
    return Answer.json(
        Json.object(
            "on", stand.on(),
            "state", camera.health().get().state(),
            "reason", stand.reason(),
            "until", stand.until()));
  }

  /// Written down only if it changed something: who says the same over and over must not push out
  /// what others did.
  private Privacy.Turned turn(Watchable camera, boolean on, Call call) throws IOException {
    var by = call.grant().user();
    var from = call.from().address();
    var action = on ? "camera-on" : "camera-off";
    try {
      var turned = camera.privacy().set(on, by);
      if (turned.changed()) {
        audit.add(by, from, action, camera.name(), true, "");
      }
      return turned;
    } catch (IOException e) {
      audit.add(by, from, action, camera.name(), false, "not written down");
      throw e;
    }
  }

  private Answer live(Call call) {
    return byName.containsKey(call.variable("camera"))
        ? Answer.problem(426, "this is a WebSocket").with("Upgrade", "websocket")
        : noCamera();
  }

  private static Answer noCamera() {
    return Answer.problem(404, "there is no such camera");
  }

  private Answer snapshot(Call call) throws InterruptedException {
    var camera = byName.get(call.variable("camera"));
    if (camera == null) {
      return noCamera();
    }
    var health = camera.health().get();
    if (!health.state().equals("live")) {
      return Answer.problem(503, sentence(camera, health));
    }
    var share = shares.take(call.grant());
    if (share.isEmpty()) {
      return Answer.problem(503, "this account takes as many snapshots at once as one may");
    }
    try (var _ = share.get()) {
      return snapshotInTurn(camera);
    }
  }

  private Answer snapshotInTurn(Watchable camera) throws InterruptedException {
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
}
