package nightjar.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightjar.auth.Grant;
import nightjar.auth.Role;
import nightjar.json.Json;
import nightjar.record.Stand;
import nightjar.record.store.Mend;
import nightjar.record.store.StoreHealth;
import nightjar.record.store.Wear;
import nightjar.record.store.Written;

/// How much footage there is, how its disk does, and what proves it. Where things lie on the disk
/// only administrators learn.
final class StorageRoutes {
  private final Storing storing;

  StorageRoutes(Storing storing) {
    this.storing = storing;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/storage", Rule.VIEW, this::storage),
        new Route(
            "GET",
            "/api/v1/proof/key",
            Rule.VIEW,
            _ -> Answer.text("application/x-pem-file", storing.proofKey())));
  }

  private Answer storage(Call call) {
    var health = storing.store().health();
    var object = describe(health, call.grant());
    object.put("written", describe(storing.store().written()));
    storing.store().wear().ifPresent(wear -> object.put("wear", describe(wear)));
    if (administers(call.grant())) {
      object.put("folder", health.folder().toString());
      object.put("mends", storing.store().mends().stream().map(StorageRoutes::describe).toList());
    }
    return Answer.json(object);
  }

  private static boolean administers(Grant grant) {
    return grant.role() == Role.ADMINISTRATOR;
  }

  private Map<String, Object> describe(StoreHealth health, Grant grant) {
    boolean tells = administers(grant) || health.problem().isEmpty();
    return Json.object(
        "disk",
        Json.object("size", health.size(), "free", health.free()),
        "used",
        health.used(),
        "locked",
        health.locked(),
        "limit",
        health.limit(),
        "oldest",
        health.oldest(),
        "trouble",
        health.trouble().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "problem",
        tells ? health.problem() : "footage cannot be kept as it should: an administrator sees why",
        "recording",
        storing.stands().get().stream()
            .filter(stand -> grant.maySee(stand.camera()))
            .map(stand -> describe(stand, grant))
            .toList());
  }

  private static Map<String, Object> describe(Stand stand, Grant grant) {
    boolean tells = administers(grant) || stand.problem().isEmpty();
    return Json.object(
        "camera", stand.camera(),
        "mode", stand.mode(),
        "state", stand.state(),
        "problem", tells ? stand.problem() : "the disk does not take it");
  }

  private static Map<String, Object> describe(Written written) {
    return Json.object(
        "since", written.since(),
        "video", written.video(),
        "footage", written.footage(),
        "index", written.index(),
        "other", written.other());
  }

  private static Map<String, Object> describe(Wear wear) {
    return Json.object("device", wear.device(), "used", wear.used(), "reserve", wear.reserve());
  }

  private static Map<String, Object> describe(Mend mend) {
    return Json.object("at", mend.at(), "file", mend.file().toString(), "what", mend.what());
  }
}
