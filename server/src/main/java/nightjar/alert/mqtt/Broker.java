package nightjar.alert.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import nightjar.base.Authorities;
import org.jspecify.annotations.Nullable;

/// One connection to a broker, in one of two versions of the protocol. Lost is lost: there is
/// another for the next one.
interface Broker extends AutoCloseable {
  int KEEP_ALIVE = 30; // seconds; a broker that is gone is noticed within 45

  /// @param retained kept by the broker for who comes later
  record Sent(String topic, ByteBuffer payload, boolean retained, String type, String key) {
    static Sent state(String topic, String text) {
      return new Sent(topic, UTF_8.encode(text), true, "", "");
    }

    static Sent picture(String topic, byte[] jpeg) {
      return new Sent(topic, ByteBuffer.wrap(jpeg), false, "image/jpeg", "");
    }

    static Sent alert(String topic, String json, String key) {
      return new Sent(topic, UTF_8.encode(json), false, "application/json", key);
    }
  }

  /// @param retained it was there before we asked
  record Received(String topic, ByteBuffer payload, boolean retained) {
    String text() {
      return UTF_8.decode(payload.duplicate()).toString();
    }
  }

  /// @param will what the broker says of us when we are gone without a word
  CompletableFuture<?> connect(Sent will);

  CompletableFuture<?> subscribe(List<String> topics, Consumer<Received> to);

  /// Ends when the broker answers for it.
  CompletableFuture<?> publish(Sent message);

  CompletableFuture<?> disconnect();

  /// Leaves, and is not waited for long.
  @Override
  default void close() {
    try {
      disconnect().get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // it was gone already
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not connected yet.
  ///
  /// @param gone whom to tell that it is no longer connected, and why
  static Broker of(MqttConfig config, Duration patience, Consumer<String> gone) throws IOException {
    var builder =
        MqttClient.builder()
            .identifier(config.client())
            .transportConfig(transport(config, patience))
            .executorConfig(MqttClientExecutorConfig.builder().nettyThreads(1).build())
            .addDisconnectedListener(context -> gone.accept(words(context.getCause())));
    return switch (config.version()) {
      case V3 -> new Broker3(builder.useMqttVersion3().buildAsync(), config.login());
      case V5 -> new Broker5(builder.useMqttVersion5().buildAsync(), config.login());
    };
  }

  private static MqttClientTransportConfig transport(MqttConfig config, Duration patience)
      throws IOException {
    return MqttClientTransportConfig.builder()
        .serverHost(config.url().getHost())
        .serverPort(config.port())
        .socketConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .mqttConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .sslConfig(config.isEncrypted() ? encryption(config, patience) : null)
        .build();
  }

  private static MqttClientSslConfig encryption(MqttConfig config, Duration patience)
      throws IOException {
    return MqttClientSslConfig.builder()
        .trustManagerFactory(Authorities.managers("ca:", config.ca()))
        .handshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  /// Waits for an answer.
  static void await(CompletableFuture<?> answer, Duration patience)
      throws IOException, InterruptedException {
    try {
      answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(words(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    }
  }

  /// For people.
  static String words(@Nullable Throwable thrown) {
    for (@Nullable Throwable e = thrown; e != null; e = e.getCause()) {
      var said = e.getMessage();
      boolean repeats = e.getCause() != null && e.getCause().toString().equals(said);
      if (said != null && !repeats) {
        return said;
      }
    }
    return "the connection ended";
  }
}
