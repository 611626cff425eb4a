package nightjar.alert.mqtt;

import static java.lang.System.Logger.Level.INFO;

import java.util.Arrays;
import java.util.regex.Pattern;
import nightjar.alert.House;
import nightjar.alert.HouseMode;
import nightjar.alert.mqtt.Broker.Received;

/// What others may have done by the broker. What is retained is no command: it would be carried out
/// at each connection anew.
final class Commands {
  private static final System.Logger log = System.getLogger(Commands.class.getName());
  private static final String BY = "MQTT";
  private static final int LONGEST = 64; // bytes
  private static final Pattern ALERT = Pattern.compile("(?:nightjar-)?(\\d{1,18})");

  private final House house;
  private final Topics topics;

  Commands(House house, Topics topics) {
    this.house = house;
    this.topics = topics;
  }

  boolean isOne(Received message) {
    return message.topic().equals(topics.setMode()) || message.topic().equals(topics.acknowledge());
  }

  void carryOut(Received message) {
    if (message.retained()) {
      log.log(INFO, "a retained message on {0} is no command", message.topic());
    } else if (message.payload().remaining() > LONGEST) {
      log.log(INFO, "what came on {0} is too long", message.topic());
    } else if (message.topic().equals(topics.setMode())) {
      mode(message.text().strip());
    } else {
      acknowledge(message.text().strip());
    }
  }

  private void mode(String word) {
    Arrays.stream(HouseMode.values())
        .filter(mode -> mode.word().equalsIgnoreCase(word))
        .findFirst()
        .ifPresentOrElse(
            mode -> house.mode(mode, BY),
            () -> log.log(INFO, "{0} takes off, home, night or away", topics.setMode()));
  }

  private void acknowledge(String text) {
    var number = ALERT.matcher(text);
    if (!number.matches() || !house.acknowledge(Long.parseLong(number.group(1)), BY)) {
      log.log(INFO, "{0} takes the id of an alert there is", topics.acknowledge());
    }
  }
}
