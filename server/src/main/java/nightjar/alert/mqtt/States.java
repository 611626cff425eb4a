package nightjar.alert.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import nightjar.alert.House;
import nightjar.json.Json;

/// What there is to know of the house now, by topic.
final class States {
  static final String ON = "ON";
  static final String OFF = "OFF";

  private States() {}

  static Map<String, String> of(House house, Topics topics) {
    var states = new LinkedHashMap<String, String>();
    states.put(topics.mode(), house.mode().word());
    states.put(topics.health(), health(house.health()));
    for (var camera : house.cameras()) {
      var eye = house.eye(camera);
      states.put(topics.online(camera), word(eye.online()));
      states.put(topics.motion(camera), word(eye.motion()));
      states.put(topics.person(camera), word(eye.kinds().contains("person")));
    }
    return states;
  }

  private static String health(House.Health health) {
    return Json.text(Json.object("problem", word(!health.well()), "words", health.words()));
  }

  private static String word(boolean is) {
    return is ? ON : OFF;
  }
}
