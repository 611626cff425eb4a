package nightjar.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightjar.alert.AlertConfig;
import nightjar.alert.Sun;
import nightjar.alert.mail.MailConfig;
import nightjar.alert.mqtt.MqttConfig;
import nightjar.alert.ntfy.NtfyConfig;
import nightjar.alert.webhook.WebhookConfig;

/// How people are told, beside the page.
///
/// @param address what others call this server by, such as `https://nightjar.local:8443`
/// @param place of the house, for sunrise and sunset
/// @param keep how long alerts are kept
public record AlertSettings(
    Optional<URI> address,
    Optional<Sun.Place> place,
    Duration keep,
    List<MqttConfig> mqtt,
    List<MailConfig> mail,
    List<WebhookConfig> webhooks,
    List<NtfyConfig> ntfy) {
  public static final AlertSettings STANDARD =
      new AlertSettings(
          Optional.empty(),
          Optional.empty(),
          Duration.ofDays(90),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  private static final int MOST = 16; // channels
  private static final Pattern PLACE =
      Pattern.compile("(-?\\d{1,2}(?:\\.\\d{1,6})?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d{1,6})?)");

  /// What of it is of all alerts.
  public AlertConfig config() {
    return new AlertConfig(address.map(AlertSettings::withSlash).orElse(""), place, keep);
  }

  private static String withSlash(URI address) {
    var text = address.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  static AlertSettings read(Section alerts) {
    var address = alerts.take("address", AlertSettings::addressIfAny, "");
    var place = alerts.take("place", AlertSettings::placeIfAny, "");
    var keep =
        alerts.take("keep", Values.duration(Duration.ofDays(1), Duration.ofDays(3660)), "90d");
    var channels = alerts.sections("channels");
    if (channels.size() > MOST) {
      alerts.problem("channels", "at most " + MOST);
    }
    var mqtt = new ArrayList<MqttConfig>();
    var mail = new ArrayList<MailConfig>();
    var webhooks = new ArrayList<WebhookConfig>();
    var ntfy = new ArrayList<NtfyConfig>();
    channels.forEach(
        (name, section) -> {
          switch (kind(name, section)) {
            case "mqtt" -> MqttReading.read(name, section).ifPresent(mqtt::add);
            case "mail" -> MailReading.read(name, section).ifPresent(mail::add);
            case "webhook" -> WebhookReading.read(name, section).ifPresent(webhooks::add);
            case "ntfy" -> NtfyReading.read(name, section, address).ifPresent(ntfy::add);
            default -> {} // the problem is known
          }
        });
    alerts.rejectUnknown();
    return new AlertSettings(
        address,
        place,
        keep,
        List.copyOf(mqtt),
        List.copyOf(mail),
        List.copyOf(webhooks),
        List.copyOf(ntfy));
  }

  /// Empty when there is none to read as.
  private static String kind(String name, Section channel) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,30}")) {
      channel.problem("kind", "a channel's name is 1 to 31 letters, digits, '-' and '_'");
    }
    boolean there = channel.has("kind");
    var kind = channel.require("kind", AlertSettings::kindOrNone, "");
    if (there && kind.isEmpty()) {
      channel.problem("kind", "must be one of mqtt, mail, webhook, ntfy");
    }
    return kind;
  }

  private static String kindOrNone(String text) {
    return List.of("mqtt", "mail", "webhook", "ntfy").contains(text) ? text : "";
  }

  private static Optional<URI> addressIfAny(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Addresses.http(text, "an address such as https://nightjar.local:8443"));
  }

  private static Optional<Sun.Place> placeIfAny(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var parts = PLACE.matcher(text.strip());
    if (parts.matches()) {
      double latitude = Double.parseDouble(parts.group(1));
      double longitude = Double.parseDouble(parts.group(2));
      if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
        return Optional.of(new Sun.Place(latitude, longitude));
      }
    }
    throw new IllegalArgumentException(
        "degrees north and east with a comma between them, such as \"52.52, 13.40\"");
  }
}
