package nightjar.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nightjar.detect.Kind;
import nightjar.detect.ObjectText;
import nightjar.json.Json;

/// Which objects count, camera by camera, and how that is set.
final class ObjectRoutes {
  private static final String PATH = "/api/v1/cameras/{camera}/objects";

  private final Desks<ObjectDesk> desks;

  /// @param desks by camera
  ObjectRoutes(Map<String, ObjectDesk> desks, CameraRoutes.Audit audit) {
    this.desks =
        new Desks<>(desks, "there is no such camera, or its pictures cannot be looked at", audit);
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET", PATH, Rule.VIEW, call -> desks.at(call, (desk, _) -> described(desk.stand()))),
        new Route("PUT", PATH, Rule.OPERATE, call -> desks.at(call, this::set)),
        new Route("DELETE", PATH, Rule.OPERATE, call -> desks.at(call, this::reset)));
  }

  private Answer set(ObjectDesk desk, Call call) throws IOException {
    var settings = ObjectText.read(call.json(), desk.zones());
    var before = desk.stand();
    var after = desk.set(settings);
    if (!before.settings().equals(after.settings()) || !before.from().equals(after.from())) {
      desks.audit(call, "objects-set");
    }
    return described(after);
  }

  private Answer reset(ObjectDesk desk, Call call) throws IOException {
    boolean changes = desk.stand().from().equals("page");
    var after = desk.reset();
    if (changes) {
      desks.audit(call, "objects-reset");
    }
    return described(after);
  }

  private static Answer described(ObjectDesk.Stand stand) {
    var model = stand.model();
    var cost = stand.cost();
    return Answer.json(
        Json.object(
            "settings", ObjectText.describe(stand.settings()),
            "from", stand.from(),
            "state", stand.state(),
            "reason", stand.reason(),
            "model",
                Json.object(
                    "name", model.name(), "kinds", model.kinds().stream().map(Kind::word).toList()),
            "cost",
                Json.object(
                    "perSecond", cost.perSecond(),
                    "milliseconds", cost.milliseconds(),
                    "allowed", cost.allowed())));
  }
}
