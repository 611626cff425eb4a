package nightjar.alert.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import nightjar.alert.Login;

/// By MQTT 5.
record Broker5(Mqtt5AsyncClient client, Optional<Login> login) implements Broker {
  @Override
  public CompletableFuture<?> connect(Sent will) {
    return client.connect(
        Mqtt5Connect.builder()
            .cleanStart(true)
            .sessionExpiryInterval(0)
            .keepAlive(KEEP_ALIVE)
            .willPublish(publication(will).asWill())
            .simpleAuth(login.map(Broker5::credentials).orElse(null))
            .build());
  }

  private static Mqtt5SimpleAuth credentials(Login login) {
    return Mqtt5SimpleAuth.builder()
        .username(login.user())
        .password(UTF_8.encode(login.password().text()))
        .build();
  }

  @Override
  public CompletableFuture<?> subscribe(List<String> topics, Consumer<Received> to) {
    client.publishes(MqttGlobalPublishFilter.SUBSCRIBED, p -> to.accept(received(p)));
    var all =
        topics.stream()
            .map(t -> Mqtt5Subscription.builder().topicFilter(t).qos(MqttQos.AT_LEAST_ONCE).build())
            .toList();
    return client.subscribe(Mqtt5Subscribe.builder().addSubscriptions(all).build());
  }

  private static Received received(Mqtt5Publish p) {
    var payload = p.getPayload().orElse(ByteBuffer.allocate(0));
    return new Received(p.getTopic().toString(), payload, p.isRetain());
  }

  @Override
  public CompletableFuture<?> publish(Sent message) {
    return client.publish(publication(message));
  }

  private static Mqtt5Publish publication(Sent message) {
    var id = message.key().isEmpty() ? List.<Mqtt5UserProperty>of() : List.of(id(message.key()));
    return Mqtt5Publish.builder()
        .topic(message.topic())
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(message.payload())
        .retain(message.retained())
        .contentType(message.type().isEmpty() ? null : message.type())
        .userProperties(Mqtt5UserProperties.of(id))
        .build();
  }

  private static Mqtt5UserProperty id(String key) {
    return Mqtt5UserProperty.of("id", key);
  }

  @Override
  public CompletableFuture<?> disconnect() {
    return client.disconnect();
  }
}
