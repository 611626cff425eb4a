package nightjar.http;

import java.util.Map;
import java.util.function.Predicate;
import nightjar.alert.Alert;
import nightjar.alert.HouseState;
import nightjar.alert.Kept;
import nightjar.auth.Grant;
import nightjar.auth.Role;
import nightjar.json.Json;

/// Alerts and the house in the words of the web.
final class AlertText {
  private AlertText() {}

  /// Who may see a camera may see its alerts; who tries to get in, administrators.
  static Predicate<Alert> visible(Grant grant) {
    return alert ->
        alert.camera().isEmpty()
            ? alert.kind() != Alert.Kind.LOGINS || grant.role().includes(Role.ADMINISTRATOR)
            : grant.maySee(alert.camera());
  }

  static Map<String, Object> describe(Kept kept) {
    var alert = kept.alert();
    var object =
        Json.object(
            "id", alert.id(),
            "at", alert.at(),
            "rule", alert.rule(),
            "kind", alert.kind().word(),
            "camera", alert.camera(),
            "title", alert.title(),
            "text", alert.text(),
            "kinds", alert.kinds(),
            "zone", alert.zone(),
            "event", alert.event(),
            "urgent", alert.urgent(),
            "picture", kept.picture(),
            "clip", kept.clip(),
            "snoozed", kept.putOff(),
            "seen", kept.seen().stream().map(AlertText::describe).toList(),
            "deliveries", kept.deliveries().stream().map(AlertText::describe).toList());
    kept.acknowledged().ifPresent(by -> object.put("acknowledged", describe(by)));
    return object;
  }

  private static Map<String, Object> describe(Kept.By by) {
    return Json.object("by", by.who(), "at", by.at());
  }

  private static Map<String, Object> describe(Kept.Delivery delivery) {
    return Json.object(
        "channel", delivery.channel(),
        "kind", delivery.kind(),
        "state", delivery.state().word(),
        "attempts", delivery.attempts(),
        "at", delivery.at(),
        "next", delivery.next(),
        "by", delivery.by(),
        "error", delivery.error());
  }

  /// @param unseen alerts, of whoever asks
  static Map<String, Object> describe(HouseState house, int unseen) {
    var object = house.describe();
    object.put("unseen", unseen);
    return object;
  }
}
