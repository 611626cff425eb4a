package nightjar.alert;

import java.util.Map;
import nightjar.json.Json;

/// An alert in JSON, as other programs get it.
public final class Message {
  private Message() {}

  /// `id` is the alert's key, the same in every copy; `at` is in microseconds since 1970.
  ///
  /// @param address where the page shows it; empty when that is not known
  public static Map<String, Object> of(Alert alert, String address) {
    return Json.object(
        "id",
        alert.key(),
        "at",
        alert.at(),
        "rule",
        alert.rule(),
        "kind",
        alert.kind().word(),
        "camera",
        alert.camera(),
        "title",
        alert.title(),
        "text",
        alert.text(),
        "kinds",
        alert.kinds(),
        "zone",
        alert.zone(),
        "event",
        alert.event(),
        "urgent",
        alert.urgent(),
        "address",
        address);
  }
}
