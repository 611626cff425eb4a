package nightjar.http;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import nightjar.event.Event.Summary;
import nightjar.event.Replayed;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.motion.MotionText;

/// How motion is found, camera by camera, and how it is set.
final class MotionRoutes {
  private static final String PATH = "/api/v1/cameras/{camera}/motion";
  private static final double LAST = 253_402_300_799e6; // microseconds: the year 9999
  private static final long LONGEST = 7 * 86_400_000_000L; // microseconds

  private final Desks<MotionDesk> desks;

  /// @param desks by camera
  MotionRoutes(Map<String, MotionDesk> desks, CameraRoutes.Audit audit) {
    this.desks =
        new Desks<>(desks, "there is no such camera, or its motion cannot be looked at", audit);
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET", PATH, Rule.VIEW, call -> desks.at(call, (desk, _) -> described(desk.stand()))),
        new Route("PUT", PATH, Rule.OPERATE, call -> desks.at(call, this::set)),
        new Route("DELETE", PATH, Rule.OPERATE, call -> desks.at(call, this::reset)),
        new Route(
            "GET", PATH + "/now", Rule.VIEW, call -> desks.at(call, (desk, _) -> now(desk.now()))),
        new Route(
            "POST", PATH + "/replay", Rule.OPERATE, call -> desks.at(call, MotionRoutes::replay)));
  }

  private Answer set(MotionDesk desk, Call call) throws IOException {
    var settings = MotionText.read(call.json());
    var before = desk.stand();
    var after = desk.set(settings);
    if (!before.settings().equals(after.settings()) || !before.from().equals(after.from())) {
      desks.audit(call, "motion-set");
    }
    return described(after);
  }

  private Answer reset(MotionDesk desk, Call call) throws IOException {
    boolean changes = desk.stand().from().equals("page");
    var after = desk.reset();
    if (changes) {
      desks.audit(call, "motion-reset");
    }
    return described(after);
  }

  private static Answer described(MotionDesk.Stand stand) {
    var source = stand.source();
    var cost = stand.cost();
    var saved = stand.saved();
    return Answer.json(
        Json.object(
            "settings", MotionText.describe(stand.settings()),
            "from", stand.from(),
            "state", stand.state(),
            "guard", stand.guard(),
            "source", Json.object("kind", source.kind(), "words", source.words()),
            "cost", Json.object("fps", cost.fps(), "milliseconds", cost.milliseconds()),
            "saved",
                Json.object(
                    "bytes", saved.bytes(),
                    "cpuSeconds", saved.cpuSeconds(),
                    "since", saved.since())));
  }

  private static Answer now(MotionDesk.Now now) {
    return Answer.json(
        Json.object(
            "at", now.at(),
            "state", now.state(),
            "guard", now.guard(),
            "noise", now.noise(),
            "gain", now.gain(),
            "columns", now.columns(),
            "rows", now.rows(),
            "scores", Base64.getEncoder().encodeToString(now.scores()),
            "tracks", now.boxes().stream().map(MotionRoutes::box).toList()));
  }

  private static Map<String, Object> box(MotionDesk.Box box) {
    return Json.object(
        "id", box.id(),
        "box", List.of(box.x(), box.y(), box.width(), box.height()),
        "counts", box.counts(),
        "still", box.still());
  }

  private static Answer replay(MotionDesk desk, Call call) throws IOException {
    var sent = call.json();
    sent.only("from", "to", "settings");
    long from = (long) sent.number("from", 0, LAST);
    long to = (long) sent.number("to", 0, LAST);
    if (to <= from || to - from > LONGEST) {
      throw BadJsonException.field("to", "must be after from, and at most 7 days");
    }
    var settings = MotionText.read(sent.object("settings"));
    return desk.replay(from, to, settings)
        .map(MotionRoutes::replayed)
        .orElseGet(() -> Answer.problem(503, "busy", "another replay runs; again in a moment"));
  }

  private static Answer replayed(Replayed replayed) {
    return Answer.json(
        Json.object(
            "kept",
                replayed.kept().stream()
                    .map(span -> Json.object("from", span.from(), "to", span.to()))
                    .toList(),
            "seconds", replayed.seconds(),
            "took", replayed.took().toMillis(),
            "events", replayed.events().stream().map(MotionRoutes::fired).toList(),
            "before", replayed.before().stream().map(MotionRoutes::fired).toList()));
  }

  private static Map<String, Object> fired(Replayed.Fired fired) {
    return Json.object(
        "start", fired.start(),
        "end", fired.end(),
        "score", fired.score(),
        "area", fired.area(),
        "zones", fired.zones());
  }

  private static Map<String, Object> fired(Summary event) {
    return Json.object(
        "id", event.id(),
        "start", event.start(),
        "end", event.end(),
        "score", event.score(),
        "area", event.area(),
        "zones", event.zones());
  }
}
