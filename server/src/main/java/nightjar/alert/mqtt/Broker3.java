package nightjar.alert.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import nightjar.alert.Login;

/// By MQTT 3.1.1, which knows neither kinds of content nor properties.
record Broker3(Mqtt3AsyncClient client, Optional<Login> login) implements Broker {
  @Override
  public CompletableFuture<?> connect(Sent will) {
    return client.connect(
        Mqtt3Connect.builder()
            .cleanSession(true)
            .keepAlive(KEEP_ALIVE)
            .willPublish(publication(will))
            .simpleAuth(login.map(Broker3::credentials).orElse(null))
            .build());
  }

  private static Mqtt3SimpleAuth credentials(Login login) {
    return Mqtt3SimpleAuth.builder()
        .username(login.user())
        .password(UTF_8.encode(login.password().text()))
        .build();
  }

  @Override
  public CompletableFuture<?> subscribe(List<String> topics, Consumer<Received> to) {
    client.publishes(MqttGlobalPublishFilter.SUBSCRIBED, p -> to.accept(received(p)));
    var all =
        topics.stream()
            .map(t -> Mqtt3Subscription.builder().topicFilter(t).qos(MqttQos.AT_LEAST_ONCE).build())
            .toList();
    return client.subscribe(Mqtt3Subscribe.builder().addSubscriptions(all).build());
  }

  private static Received received(Mqtt3Publish p) {
    var payload = p.getPayload().orElse(ByteBuffer.allocate(0));
    return new Received(p.getTopic().toString(), payload, p.isRetain());
  }

  @Override
  public CompletableFuture<?> publish(Sent message) {
    return client.publish(publication(message));
  }

  private static Mqtt3Publish publication(Sent message) {
    return Mqtt3Publish.builder()
        .topic(message.topic())
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(message.payload())
        .retain(message.retained())
        .build();
  }

  @Override
  public CompletableFuture<?> disconnect() {
    return client.disconnect();
  }
}
