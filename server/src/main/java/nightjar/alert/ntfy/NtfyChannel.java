package nightjar.alert.ntfy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import nightjar.alert.Alert;
import nightjar.alert.Channel;
import nightjar.alert.HttpSender;
import nightjar.alert.HttpSender.Reply;
import nightjar.alert.Login;
import nightjar.alert.UndeliverableException;
import nightjar.base.Clock;

/// Publishes alerts to a topic of ntfy's: as text, or as a picture with the text in its headers.
public final class NtfyChannel implements Channel {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration FOR_PICTURE = Duration.ofSeconds(3);
  private static final int LONGEST = 1000; // characters of a text, far below ntfy's 4096 bytes

  private final NtfyConfig config;
  private final Clock clock;
  private final HttpSender sender;

  public NtfyChannel(NtfyConfig config, Clock clock) {
    this(config, clock, PATIENCE);
  }

  NtfyChannel(NtfyConfig config, Clock clock, Duration patience) {
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
    return "ntfy";
  }

  @Override
  public Duration waitsForPicture() {
    return config.picture() ? FOR_PICTURE : Duration.ZERO;
  }

  @Override
  public String send(Alert alert, Content content)
      throws IOException, UndeliverableException, InterruptedException {
    var host = config.server().getHost();
    var jpeg = config.picture() ? content.picture() : Optional.<byte[]>empty();
    if (jpeg.isPresent()) {
      var reply = sender.send(withPicture(alert, content, jpeg.get()));
      if (!refusesThePicture(reply)) {
        HttpSender.check(reply, host, clock.wall());
        return host;
      }
    }
    HttpSender.check(sender.send(asText(alert, content)), host, clock.wall());
    return jpeg.isEmpty() ? host : host + ", which takes no picture";
  }

  /// A server without room for attachments, or with less than this one needs, still tells.
  private static boolean refusesThePicture(Reply reply) {
    return reply.status() == 413 || reply.status() == 400;
  }

  private HttpRequest.Builder asText(Alert alert, Content content) {
    return request(alert, content)
        .header("Content-Type", "text/plain; charset=utf-8")
        .POST(BodyPublishers.ofString(shortened(alert.text()), UTF_8));
  }

  private HttpRequest.Builder withPicture(Alert alert, Content content, byte[] jpeg) {
    return request(alert, content)
        .header("Filename", alert.key() + ".jpg")
        .header("Message", word(shortened(alert.text())))
        .PUT(BodyPublishers.ofByteArray(jpeg));
  }

  private HttpRequest.Builder request(Alert alert, Content content) {
    var request =
        HttpRequest.newBuilder(topic())
            .header("User-Agent", "Nightjar")
            .header("Title", word(alert.title()))
            .header("Priority", alert.urgent() ? "5" : "3")
            .header("Tags", tag(alert))
            .header("X-Sequence-ID", alert.key());
    if (!content.address().isEmpty()) {
      request.header("Click", word(content.address()));
    }
    var actions = Actions.of(alert, content, config.back());
    if (!actions.isEmpty()) {
      request.header("Actions", word(actions));
    }
    config.token().ifPresent(t -> request.header("Authorization", "Bearer " + t.text()));
    config.login().ifPresent(l -> request.header("Authorization", "Basic " + basic(l)));
    return request;
  }

  private URI topic() {
    return URI.create(config.server().toString().replaceFirst("/*$", "/") + config.topic());
  }

  /// One of the names that ntfy shows as a picture.
  private static String tag(Alert alert) {
    return switch (alert.kind()) {
      case MOTION -> "eyes";
      case OBJECT -> alert.kinds().contains("person") ? "bust_in_silhouette" : "mag";
      case LINE -> "footprints";
      case CAMERA -> "no_entry";
      case DISK -> "floppy_disk";
      case HEAT -> "thermometer";
      case LOGINS -> "key";
      case DIGEST -> "clipboard";
      case TEST -> "white_check_mark";
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /// A header holds ASCII; ntfy reads RFC 2047's encoded words.
  private static String word(String text) {
    var line = text.replaceAll("\\p{Cntrl}", " ");
    return US_ASCII.newEncoder().canEncode(line) && !line.contains("=?")
        ? line
        : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(line.getBytes(UTF_8)) + "?=";
  }

  private static String basic(Login login) {
    var both = login.user() + ":" + login.password().text();
    return Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  @Override
  public void close() {
    sender.close();
  }
}
