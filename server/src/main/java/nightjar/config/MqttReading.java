package nightjar.config;

import java.net.URI;
import java.util.Optional;
import nightjar.alert.mqtt.MqttConfig;
import nightjar.alert.mqtt.MqttConfig.Version;

/// The settings of a broker.
final class MqttReading {
  private MqttReading() {}

  static Optional<MqttConfig> read(String name, Section channel) {
    var url = channel.require("url", MqttReading::url, "mqtt://127.0.0.1");
    var login = Addresses.login(channel);
    var ca = Addresses.ca(channel, url.getScheme().equals("mqtts"));
    var version = channel.take("version", MqttReading::version, "5");
    var prefix = channel.take("prefix", MqttConfig::checkedTopic, "nightjar");
    var discovery = channel.take("discovery", MqttReading::topicOrOff, "homeassistant");
    channel.rejectUnknown();
    return Optional.of(new MqttConfig(name, url, login, ca, version, prefix, discovery));
  }

  private static URI url(String text) {
    try {
      return MqttConfig.checked(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "an address such as mqtt://broker.lan or mqtts://broker.lan:8883, without user and password, which have settings of their own",
          e);
    }
  }

  private static Version version(String text) {
    return switch (text) {
      case "5" -> Version.V5;
      case "3.1.1" -> Version.V3;
      default -> throw new IllegalArgumentException("5 or 3.1.1");
    };
  }

  private static Optional<String> topicOrOff(String text) {
    try {
      return text.equals("off") ? Optional.empty() : Optional.of(MqttConfig.checkedTopic(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or off", e);
    }
  }
}
