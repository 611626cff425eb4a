package nightjar;

import java.util.ArrayList;
import java.util.List;
import nightjar.alert.Channel;
import nightjar.alert.House;
import nightjar.alert.mail.MailChannel;
import nightjar.alert.mqtt.MqttChannel;
import nightjar.alert.ntfy.NtfyChannel;
import nightjar.alert.webhook.WebhookChannel;
import nightjar.base.Clock;
import nightjar.config.AlertSettings;

/// The ways on which alerts leave, as the settings have them.
final class AlertChannels {
  private AlertChannels() {}

  /// In the order of their names. What one is made of is loaded only when there is one.
  static List<Channel> of(AlertSettings settings, House house, Clock clock) {
    var all = new ArrayList<Channel>();
    var address = settings.config().address();
    settings.mqtt().forEach(one -> all.add(new MqttChannel(one, house, address, clock)));
    settings.mail().forEach(one -> all.add(new MailChannel(one)));
    settings.webhooks().forEach(one -> all.add(new WebhookChannel(one, clock)));
    settings.ntfy().forEach(one -> all.add(new NtfyChannel(one, clock)));
    all.sort((a, b) -> a.name().compareTo(b.name()));
    return List.copyOf(all);
  }
}
