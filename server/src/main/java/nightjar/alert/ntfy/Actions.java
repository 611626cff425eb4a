package nightjar.alert.ntfy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.alert.Alert;
import nightjar.alert.Channel.Content;
import nightjar.alert.ntfy.NtfyConfig.Back;
import nightjar.json.Json;

/// The buttons below a notification, in the JSON form of ntfy's header.
final class Actions {
  private Actions() {}

  /// Empty when there is nothing to do.
  static String of(Alert alert, Content content, Optional<Back> back) {
    var actions = new ArrayList<Map<String, Object>>();
    if (!content.address().isEmpty()) {
      actions.add(Json.object("action", "view", "label", "Open", "url", content.address()));
    }
    back.ifPresent(
        way -> {
          actions.add(acknowledge(alert, way));
          actions.add(snooze(way));
        });
    return actions.isEmpty() ? "" : list(actions);
  }

  private static Map<String, Object> acknowledge(Alert alert, Back back) {
    return call("Acknowledge", "POST", back, "/api/v1/alerts/" + alert.id() + "/acknowledge", "");
  }

  private static Map<String, Object> snooze(Back back) {
    return call("Quiet for an hour", "PUT", back, "/api/v1/house/snooze", "{\"minutes\":60}");
  }

  private static Map<String, Object> call(
      String label, String method, Back back, String path, String body) {
    var headers =
        Json.object(
            "Authorization", "Bearer " + back.token().text(), "Content-Type", "application/json");
    var address = back.address().toString().replaceFirst("/*$", "");
    return Json.object(
        "action",
        "http",
        "label",
        label,
        "url",
        address + path,
        "method",
        method,
        "headers",
        headers,
        "body",
        body,
        "clear",
        true);
  }

  private static String list(List<Map<String, Object>> actions) {
    return "[" + String.join(",", actions.stream().map(Json::text).toList()) + "]";
  }
}
