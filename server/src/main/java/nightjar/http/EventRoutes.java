package nightjar.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.detect.Kind;
import nightjar.event.Event;
import nightjar.event.Event.Summary;
import nightjar.event.Events;
import nightjar.json.BadJsonException;
import nightjar.json.Json;

/// What happened, for those who may see the camera that saw it. Of others' events nobody learns
/// that there are any.
final class EventRoutes {
  private static final int EVENTS = 50;
  private static final int MOST_EVENTS = 200;
  private static final long LAST = 253_402_300_799_000_000L; // microseconds: the year 9999
  private static final String ALL_KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
  private static final String PATH = "/api/v1/events/{event}";

  private final Events events;
  private final Collection<String> cameras;
  private final CameraRoutes.Audit audit;

  EventRoutes(Events events, Collection<String> cameras, CameraRoutes.Audit audit) {
    this.events = events;
    this.cameras = List.copyOf(cameras);
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/events", Rule.VIEW, this::list),
        new Route("GET", PATH, Rule.VIEW, this::event),
        new Route("GET", PATH + "/pictures/{number}", Rule.VIEW, this::picture),
        new Route("GET", PATH + "/objects/{object}/picture", Rule.VIEW, this::portrait),
        new Route("DELETE", PATH, Rule.OPERATE, this::remove));
  }

  private Answer list(Call call) throws IOException {
    var camera = Optional.ofNullable(call.query().get("camera"));
    if (camera.isPresent() && !call.grant().maySee(camera.get())) {
      return Answer.problem(403, "camera", "this account may not see this camera");
    }
    var seen =
        cameras.stream()
            .filter(name -> camera.map(name::equals).orElseGet(() -> call.grant().maySee(name)))
            .toList();
    long from = call.whole("from", 0, 0, LAST);
    long to = call.whole("to", LAST, 0, LAST);
    int limit = (int) call.whole("limit", EVENTS, 1, MOST_EVENTS);
    var before = Optional.ofNullable(call.query().get("before"));
    if (before.isPresent() && events.cameraOf(before.get()).isEmpty()) {
      throw BadJsonException.field("before", "must be the id of an event");
    }
    var page = events.list(new Events.Wanted(seen, from, to, limit, before, kinds(call)));
    return Answer.json(
        Json.object(
            "events",
            page.events().stream().map(EventRoutes::describe).toList(),
            "more",
            page.more()));
  }

  private static Set<String> kinds(Call call) throws BadJsonException {
    var asked = call.query().get("kind");
    if (asked == null) {
      return Set.of();
    }
    var kinds = Set.copyOf(List.of(asked.split(",", -1)));
    for (var kind : kinds) {
      if (Kind.of(kind).isEmpty() && !kind.equals(Events.Wanted.NOTHING)) {
        throw BadJsonException.field("kind", "must be some of " + ALL_KINDS + ", or none");
      }
    }
    return kinds;
  }

  /// Empty too when the caller may not see its camera.
  private Optional<String> seen(Call call) {
    var id = call.variable("event");
    return events.cameraOf(id).filter(call.grant()::maySee).map(_ -> id);
  }

  private static Answer nothing() {
    return Answer.problem(404, "there is no such event");
  }

  private Answer event(Call call) throws IOException {
    var id = seen(call);
    if (id.isEmpty()) {
      return nothing();
    }
    return events
        .find(id.get())
        .map(event -> Answer.json(describe(event)))
        .orElseGet(EventRoutes::nothing);
  }

  private Answer picture(Call call) throws IOException {
    var id = seen(call);
    var number = call.variable("number");
    return id.isPresent() && number.matches("[0-2]")
        ? Answer.jpeg(events.picture(id.get(), Integer.parseInt(number)))
        : Answer.jpeg(Optional.empty());
  }

  private Answer portrait(Call call) throws IOException {
    var id = seen(call);
    var object = call.variable("object");
    return id.isPresent() && object.matches("\\d{1,18}")
        ? Answer.jpeg(events.portrait(id.get(), Long.parseLong(object)))
        : Answer.jpeg(Optional.empty());
  }

  private Answer remove(Call call) throws IOException {
    var id = seen(call);
    if (id.isEmpty()) {
      return nothing();
    }
    return switch (events.remove(id.get())) {
      case UNKNOWN -> nothing();
      case LASTING -> Answer.problem(409, "lasting", "the event is not over yet");
      case GONE -> {
        var by = call.grant().user();
        audit.add(by, call.from().address(), "event-remove", id.get(), true, "");
        yield Answer.done();
      }
    };
  }

  private static Map<String, Object> describe(Summary event) {
    var object =
        Json.object(
            "id", event.id(),
            "camera", event.camera(),
            "start", event.start(),
            "end", event.end(),
            "state", event.standing().word(),
            "score", event.score(),
            "area", event.area(),
            "zones", event.zones(),
            "from", event.from(),
            "to", event.to(),
            "why", event.why(),
            "kinds", event.recognised().kinds(),
            "objectCount", event.recognised().count(),
            "notices", event.notices().stream().map(EventRoutes::describe).toList(),
            "pictures", event.pictures());
    event.recognised().portrait().ifPresent(of -> object.put("portrait", of));
    return object;
  }

  private static Map<String, Object> describe(Event event) {
    var object = describe(event.summary());
    object.put("confirmed", event.confirmed());
    object.put("settings", event.settings());
    object.put("samples", event.samples().stream().map(EventRoutes::describe).toList());
    object.put("tracks", event.tracks().stream().map(EventRoutes::describe).toList());
    object.put("objects", event.objects().stream().map(EventRoutes::describe).toList());
    object.put(
        "heat",
        Json.object(
            "columns", event.heat().columns(),
            "rows", event.heat().rows(),
            "scores", Base64.getEncoder().encodeToString(event.heat().scores())));
    object.put("noise", event.noise());
    object.put("gain", event.gain());
    object.put("ended", event.ended());
    return object;
  }

  private static Map<String, Object> describe(Event.Sample sample) {
    return Json.object(
        "at", sample.at(),
        "score", sample.score(),
        "area", sample.area(),
        "guard", sample.guard(),
        "state", sample.state());
  }

  private static Map<String, Object> describe(Event.Track track) {
    return Json.object(
        "id", track.id(),
        "first", track.first(),
        "last", track.last(),
        "path", track.path().stream().map(p -> List.<Object>of(p.at(), p.x(), p.y())).toList(),
        "box", numbers(track.box()),
        "zones", track.zones(),
        "from", track.from(),
        "to", track.to());
  }

  private static Map<String, Object> describe(Event.Notice notice) {
    return Json.object(
        "rule", notice.rule(),
        "at", notice.at(),
        "object", notice.object(),
        "text", notice.text());
  }

  private static Map<String, Object> describe(Event.Sighting object) {
    return Json.object(
        "id", object.id(),
        "kind", object.kind(),
        "score", object.score(),
        "first", object.first(),
        "last", object.last(),
        "box", numbers(object.box()),
        "path", object.path().stream().map(EventRoutes::row).toList(),
        "zones", object.zones(),
        "picture", object.picture());
  }

  private static List<Object> row(Event.Spot spot) {
    var row = new ArrayList<Object>(List.of(spot.at()));
    row.addAll(numbers(spot.box()));
    return row;
  }

  private static List<Double> numbers(Event.Box box) {
    return List.of(box.x(), box.y(), box.width(), box.height());
  }
}
