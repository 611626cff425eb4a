package nightjar.alert.mqtt;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightjar.alert.Alert;
import nightjar.alert.HouseMode;
import nightjar.json.Json;

/// What Home Assistant is told of the box and its cameras, by topic: a device for each, and its
/// entities. (https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery)
final class Discovery {
  private final MqttConfig config;
  private final String prefix;
  private final Topics topics;
  private final String address;
  private final Map<String, String> all = new LinkedHashMap<>();

  private Discovery(MqttConfig config, String prefix, String address) {
    this.config = config;
    this.prefix = prefix;
    this.topics = new Topics(config.prefix());
    this.address = address;
  }

  /// @param address of the page; empty when it is not known
  /// @return none when Home Assistant is not to be told
  static Map<String, String> of(MqttConfig config, List<String> cameras, String address) {
    if (config.discovery().isEmpty()) {
      return Map.of();
    }
    var discovery = new Discovery(config, config.discovery().get(), address);
    discovery.box();
    cameras.forEach(discovery::camera);
    return discovery.all;
  }

  /// Every topic of ours that ever was, whatever cameras there were then.
  static String ours(MqttConfig config, String prefix) {
    return prefix + "/+/" + config.node() + "/+/config";
  }

  private void box() {
    var health =
        entity(
            "health",
            "Health",
            "state_topic",
            topics.health(),
            "value_template",
            "{{ value_json.problem }}",
            "json_attributes_topic",
            topics.health(),
            "device_class",
            "problem",
            "entity_category",
            "diagnostic");
    addOfBox("binary_sensor", "health", health);
    var modes = Arrays.stream(HouseMode.values()).map(HouseMode::word).toList();
    addOfBox(
        "select",
        "mode",
        entity(
            "mode",
            "Mode",
            "state_topic",
            topics.mode(),
            "command_topic",
            topics.setMode(),
            "options",
            modes,
            "icon",
            "mdi:shield-home"));
    var kinds = Arrays.stream(Alert.Kind.values()).map(Alert.Kind::word).toList();
    addOfBox(
        "event",
        "alert",
        entity(
            "alert",
            "Alert",
            "state_topic",
            topics.alert(),
            "event_types",
            kinds,
            "icon",
            "mdi:bell-alert"));
  }

  private void addOfBox(String component, String object, Map<String, Object> entity) {
    entity.put("availability", List.of(Json.object("topic", topics.status())));
    entity.put("device", box("Nightjar", List.of(config.node())));
    add(component, object, entity);
  }

  private void camera(String camera) {
    addOfCamera(
        "image",
        camera,
        entity(
            camera + "_picture",
            "Picture",
            "image_topic",
            topics.picture(camera),
            "content_type",
            "image/jpeg"),
        false);
    sensor(camera, "motion", "Motion", topics.motion(camera), "motion", true);
    sensor(camera, "person", "Person", topics.person(camera), "occupancy", true);
    sensor(camera, "online", "Online", topics.online(camera), "connectivity", false);
  }

  /// @param seen it says something only while the camera gives pictures
  private void sensor(
      String camera, String what, String name, String topic, String kind, boolean seen) {
    var entity =
        entity(
            camera + "_" + what,
            name,
            "state_topic",
            topic,
            "payload_on",
            States.ON,
            "payload_off",
            States.OFF,
            "device_class",
            kind);
    if (!seen) {
      entity.put("entity_category", "diagnostic");
    }
    addOfCamera("binary_sensor", camera, entity, seen);
  }

  private void addOfCamera(
      String component, String camera, Map<String, Object> entity, boolean seen) {
    var here = Json.object("topic", topics.status());
    var online =
        Json.object(
            "topic",
            topics.online(camera),
            "payload_available",
            States.ON,
            "payload_not_available",
            States.OFF);
    entity.put("availability", seen ? List.of(here, online) : List.of(here));
    entity.put("availability_mode", "all");
    var device = box(camera, List.of(config.node() + "_camera_" + camera));
    device.put("model", "Camera");
    device.put("via_device", config.node());
    entity.put("device", device);
    var object = String.valueOf(entity.get("unique_id")).substring(config.node().length() + 1);
    add(component, object, entity);
  }

  private Map<String, Object> entity(String object, String name, Object... more) {
    var entity = Json.object("name", name, "unique_id", config.node() + "_" + object);
    entity.putAll(Json.object(more));
    return entity;
  }

  private Map<String, Object> box(String name, List<String> identifiers) {
    var device =
        Json.object(
            "identifiers",
            identifiers,
            "name",
            name,
            "manufacturer",
            "Nightjar",
            "model",
            "Camera server");
    if (!address.isEmpty()) {
      device.put("configuration_url", address);
    }
    return device;
  }

  private void add(String component, String object, Map<String, Object> entity) {
    entity.put("origin", Json.object("name", "Nightjar"));
    var topic = "%s/%s/%s/%s/config".formatted(prefix, component, config.node(), object);
    all.put(topic, Json.text(entity));
  }
}
