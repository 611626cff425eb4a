package nightjar.alert.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightjar.alert.Alert;
import nightjar.alert.Channel;
import nightjar.alert.HttpSender;
import nightjar.alert.Message;
import nightjar.alert.Secret;
import nightjar.alert.UndeliverableException;
import nightjar.base.Clock;
import nightjar.json.Json;

/// Posts alerts to a program of the user's own, who can tell that they are ours by the secret both
/// know.
public final class WebhookChannel implements Channel {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration FOR_PICTURE = Duration.ofSeconds(3);

  private final WebhookConfig config;
  private final Clock clock;
  private final HttpSender sender;

  public WebhookChannel(WebhookConfig config, Clock clock) {
    this(config, clock, PATIENCE);
  }

  WebhookChannel(WebhookConfig config, Clock clock, Duration patience) {
    this.config = config;
    this.clock = clock;
    this.sender = new HttpSender(config.ca(), patience);
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public Duration waitsForPicture() {
    return config.picture() ? FOR_PICTURE : Duration.ZERO;
  }

  @Override
  public String send(Alert alert, Content content)
      throws IOException, UndeliverableException, InterruptedException {
    var body = body(alert, content).getBytes(UTF_8);
    var time = Long.toString(clock.wall().getEpochSecond());
    var request =
        HttpRequest.newBuilder(config.url())
            .header("Content-Type", config.type())
            .header("User-Agent", "Nightjar")
            .header("X-Nightjar-Id", alert.key())
            .header("X-Nightjar-Timestamp", time)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    config
        .secret()
        .ifPresent(s -> request.header("X-Nightjar-Signature", "sha256=" + signed(s, time, body)));
    var host = config.url().getHost();
    HttpSender.check(sender.send(request), host, clock.wall());
    return host;
  }

  private String body(Alert alert, Content content) {
    if (config.template().isPresent()) {
      return config.template().get().filled(alert, content);
    }
    var all = Message.of(alert, content.address());
    if (config.picture()) {
      content
          .picture()
          .ifPresent(jpeg -> all.put("picture", Base64.getEncoder().encodeToString(jpeg)));
    }
    return Json.text(all);
  }

  /// HMAC-SHA256 over time, a full stop, and body.
  private static String signed(Secret secret, String time, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.text().getBytes(UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
