package nightjar.alert.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;

/// What Home Assistant is told, against what its documentation asks for.
class DiscoveryTest {
  /// What one kind of entity must and may hold.
  ///
  /// @param source below https://www.home-assistant.io/integrations/
  /// @param classes of device that there are, as far as a camera might be one
  private record Rule(
      String source, Set<String> must, Set<String> may, Set<String> classes, String states) {}

  private static final Map<String, Rule> RULES =
      Map.of(
          "binary_sensor",
          new Rule(
              "binary_sensor.mqtt and binary_sensor/#device-class",
              Set.of("state_topic"),
              Set.of(
                  "device_class",
                  "json_attributes_topic",
                  "payload_on",
                  "payload_off",
                  "value_template"),
              Set.of("connectivity", "motion", "occupancy", "presence", "problem", "safety"),
              "state_topic"),
          "image",
          new Rule(
              "image.mqtt (image_topic or url_topic; content_type with the first alone)",
              Set.of("image_topic"),
              Set.of("content_type"),
              Set.of(),
              "image_topic"),
          "select",
          new Rule(
              "select.mqtt",
              Set.of("command_topic", "options"),
              Set.of("state_topic"),
              Set.of(),
              "state_topic"),
          "event",
          new Rule(
              "event.mqtt (payload: JSON with event_type, which is one of event_types)",
              Set.of("state_topic", "event_types"),
              Set.of(),
              Set.of("button", "doorbell", "motion"),
              "state_topic"));

  /// Of every entity (mqtt/#mqtt-discovery): unique_id, for a device is known only with it; origin
  /// with a name; availability or availability_topic, never both; abbreviations are allowed and not
  /// used.
  private static final Set<String> MUST = Set.of("name", "unique_id", "device", "origin");

  private static final Set<String> MAY =
      Set.of("availability", "availability_mode", "entity_category", "icon");

  /// mqtt/#device: at least one of identifiers and connections.
  private static final Set<String> DEVICE =
      Set.of(
          "identifiers",
          "name",
          "manufacturer",
          "model",
          "via_device",
          "configuration_url",
          "sw_version");

  private static final List<String> CAMERAS = List.of("front", "back_door", "alert");

  private static Map<String, String> told(String discovery) {
    var config =
        new MqttConfig(
            "broker",
            URI.create("mqtt://broker.lan"),
            Optional.empty(),
            Optional.empty(),
            MqttConfig.Version.V5,
            "house/nightjar",
            discovery.equals("off") ? Optional.empty() : Optional.of(discovery));
    return Discovery.of(config, CAMERAS, "https://nightjar.local:8443");
  }

  @Test
  void everyEntityKeepsTheRules() throws Exception {
    var ids = new HashSet<String>();
    for (var each : told("homeassistant").entrySet()) {
      var topic = each.getKey().split("/", -1);
      assertEquals(5, topic.length, each.getKey()); // prefix/component/node_id/object_id/config
      assertEquals("homeassistant", topic[0]);
      assertEquals("house_nightjar", topic[2]);
      assertTrue(topic[3].matches("[a-zA-Z0-9_-]+"), topic[3]);
      assertEquals("config", topic[4]);
      var rule = RULES.get(topic[1]);
      var entity = JsonObject.parse(each.getValue());
      check(entity, rule, each.getKey());
      assertTrue(ids.add(entity.string("unique_id")), "twice: " + entity.string("unique_id"));
    }
    assertEquals(3 + 4 * CAMERAS.size(), ids.size());
  }

  private static void check(JsonObject entity, Rule rule, String topic) throws Exception {
    var keys = new TreeSet<>(entity.fields().keySet());
    assertTrue(keys.containsAll(rule.must()), topic);
    assertTrue(keys.containsAll(MUST), topic);
    for (var key : List.of(rule.must(), rule.may(), MUST, MAY)) {
      keys.removeAll(key);
    }
    assertEquals(Set.of(), keys, topic);
    if (entity.has("device_class")) {
      assertTrue(rule.classes().contains(entity.string("device_class")), topic);
    }
    if (entity.has("entity_category")) {
      assertTrue(Set.of("config", "diagnostic").contains(entity.string("entity_category")), topic);
    }
    if (entity.has("availability_mode")) {
      assertTrue(Set.of("all", "any", "latest").contains(entity.string("availability_mode")));
    }
    assertEquals("Nightjar", entity.object("origin").string("name"));
    checkAvailability(entity, topic);
    checkDevice(entity.object("device"), topic);
    assertTrue(entity.string(rule.states()).startsWith("house/nightjar/"), topic);
  }

  private static void checkAvailability(JsonObject entity, String topic) throws BadJsonException {
    var all = entity.objects("availability");
    for (var each : all) {
      each.only("topic", "payload_available", "payload_not_available");
    }
    assertEquals("house/nightjar/status", all.getFirst().string("topic"), topic);
  }

  private static void checkDevice(JsonObject device, String topic) throws BadJsonException {
    assertTrue(DEVICE.containsAll(device.fields().keySet()), topic);
    assertEquals(1, device.strings("identifiers").size(), topic);
    assertTrue(device.string("configuration_url").matches("https?://.*"), topic);
    if (device.has("via_device")) {
      assertEquals("house_nightjar", device.string("via_device"));
    }
  }

  @Test
  void aCameraIsADeviceOfItsOwnBehindTheBox() throws Exception {
    var told = told("homeassistant");
    var devices = new TreeSet<String>();
    for (var text : told.values()) {
      devices.addAll(JsonObject.parse(text).object("device").strings("identifiers"));
    }
    assertEquals(
        List.of(
            "house_nightjar",
            "house_nightjar_camera_alert",
            "house_nightjar_camera_back_door",
            "house_nightjar_camera_front"),
        List.copyOf(devices));
    var motion =
        JsonObject.parse(
            told.get("homeassistant/binary_sensor/house_nightjar/front_motion/config"));
    assertEquals("motion", motion.string("device_class"));
    assertEquals("house/nightjar/front/motion", motion.string("state_topic"));
    assertEquals(
        "house/nightjar/front/online", motion.objects("availability").get(1).string("topic"));
  }

  @Test
  void theModeIsChosenAmongThoseThereAre() throws Exception {
    var mode = JsonObject.parse(told("ha").get("ha/select/house_nightjar/mode/config"));
    assertEquals(List.of("off", "home", "night", "away"), mode.strings("options"));
    assertEquals("house/nightjar/mode/set", mode.string("command_topic"));
  }

  @Test
  void itMayBeOff() {
    assertEquals(Map.of(), told("off"));
  }
}
