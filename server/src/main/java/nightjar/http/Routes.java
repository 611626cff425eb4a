package nightjar.http;

import java.util.ArrayList;
import java.util.List;
import nightjar.live.Watchable;

/// Everything that can be asked for: docs/ref/openapi.yaml, route by route.
final class Routes {
  private Routes() {}

  static List<Route> of(HttpServer.Shown shown) {
    var server = new ServerRoutes(shown);
    var all = new ArrayList<>(server.routes());
    all.add(TrustedMark.route());
    all.addAll(new CameraRoutes(shown.cameras(), shown.clock(), audit(shown.access())).routes());
    var happenings = shown.happenings();
    var audit = audit(shown.access());
    all.addAll(new MotionRoutes(happenings.desks(), audit).routes());
    all.addAll(new ObjectRoutes(happenings.objects(), audit).routes());
    all.addAll(new EventRoutes(happenings.events(), happenings.desks().keySet(), audit).routes());
    var names = shown.cameras().stream().map(Watchable::name).toList();
    all.addAll(new FootageRoutes(shown.recordings(), names, audit).routes());
    all.addAll(new ExportRoutes(shown.recordings(), names).routes());
    all.addAll(new StorageRoutes(shown.storing()).routes());
    all.addAll(new AlertRuleRoutes(shown.alerting(), audit, shown.clock()).routes());
    all.addAll(new AlertRoutes(shown.alerting().alerts(), audit).routes());
    all.addAll(new HealthRoutes(shown.standing()).routes());
    if (shown.access() instanceof Access.Guarded(var auth)) {
      all.addAll(new AccessRoutes(auth, server).routes());
      all.addAll(new MeRoutes(auth).routes());
      all.addAll(new UserRoutes(auth).routes());
    }
    return List.copyOf(all);
  }

  static CameraRoutes.Audit audit(Access access) {
    return switch (access) {
      case Access.Open _ -> (_, _, _, _, _, _) -> {};
      case Access.Guarded(var auth) -> auth.audit()::add;
    };
  }
}
