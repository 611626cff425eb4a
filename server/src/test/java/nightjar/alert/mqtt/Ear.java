package nightjar.alert.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nightjar.alert.Soon;

/// Somebody else at the broker, who hears everything.
final class Ear implements AutoCloseable {
  private final Mqtt5BlockingClient client;
  private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();

  Ear(int port) {
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .serverPort(port)
            .serverHost("127.0.0.1")
            .buildBlocking();
    client.connect();
    client.toAsync().publishes(MqttGlobalPublishFilter.ALL, heard::add);
    client.subscribeWith().topicFilter("#").qos(MqttQos.AT_LEAST_ONCE).send();
  }

  void say(String topic, String text) {
    say(topic, text, false);
  }

  void say(String topic, String text, boolean retained) {
    client
        .publishWith()
        .topic(topic)
        .payload(UTF_8.encode(text))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retained)
        .send();
  }

  List<Mqtt5Publish> on(String topic) {
    return heard.stream().filter(p -> p.getTopic().toString().equals(topic)).toList();
  }

  List<Mqtt5Publish> all() {
    return heard;
  }

  void forget() {
    heard.clear();
  }

  static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), UTF_8);
  }

  /// Waits until the newest message there says that.
  void awaits(String topic, String text) throws Exception {
    Soon.until(
        () -> !on(topic).isEmpty() && text(on(topic).getLast()).equals(text),
        "never heard on " + topic + ": " + text);
  }

  Mqtt5Publish awaits(String topic) throws Exception {
    Soon.until(() -> !on(topic).isEmpty(), "never heard anything on " + topic);
    return on(topic).getLast();
  }

  @Override
  public void close() {
    client.toAsync().disconnect();
  }
}
