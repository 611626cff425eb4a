package nightjar.alert.mqtt;

import java.util.Set;

/// Where on the broker things stand.
record Topics(String prefix) {
  /// A camera of such a name would stand where something else does.
  private static final Set<String> TAKEN = Set.of("alert", "health", "mode", "status");

  String status() {
    return prefix + "/status";
  }

  String alert() {
    return prefix + "/alert";
  }

  String alertPicture() {
    return prefix + "/alert/picture";
  }

  String acknowledge() {
    return prefix + "/alert/acknowledge";
  }

  String health() {
    return prefix + "/health";
  }

  String mode() {
    return prefix + "/mode";
  }

  String setMode() {
    return prefix + "/mode/set";
  }

  String picture(String camera) {
    return of(camera) + "/picture";
  }

  String motion(String camera) {
    return of(camera) + "/motion";
  }

  String person(String camera) {
    return of(camera) + "/person";
  }

  String online(String camera) {
    return of(camera) + "/online";
  }

  private String of(String camera) {
    return prefix + "/" + camera + (TAKEN.contains(camera) ? "-camera" : "");
  }
}
