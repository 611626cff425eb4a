package nightjar.http;

import java.io.IOException;
import java.util.Map;

/// Where something is set of each camera, and who sets it.
final class Desks<D> {
  private final Map<String, D> desks;
  private final String missing;
  private final CameraRoutes.Audit audit;

  /// What is done where there is such a camera.
  interface Doing<D> {
    Answer at(D desk, Call call) throws IOException;
  }

  /// @param desks by camera
  /// @param missing said of a camera that has none
  Desks(Map<String, D> desks, String missing, CameraRoutes.Audit audit) {
    this.desks = Map.copyOf(desks);
    this.missing = missing;
    this.audit = audit;
  }

  Answer at(Call call, Doing<D> doing) throws IOException {
    var desk = desks.get(call.variable("camera"));
    return desk == null ? Answer.problem(404, missing) : doing.at(desk, call);
  }

  void audit(Call call, String action) {
    audit.add(
        call.grant().user(), call.from().address(), action, call.variable("camera"), true, "");
  }
}
