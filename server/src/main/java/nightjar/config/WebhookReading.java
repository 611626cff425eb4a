package nightjar.config;

import java.net.URI;
import java.util.Optional;
import nightjar.alert.webhook.Template;
import nightjar.alert.webhook.WebhookConfig;

/// The settings of a receiver of the user's own.
final class WebhookReading {
  private static final String RIGHT =
      "an address such as https://192.168.1.9/alerts, without user and password";

  private WebhookReading() {}

  static Optional<WebhookConfig> read(String name, Section channel) {
    var url = channel.require("url", WebhookReading::url, "http://127.0.0.1/");
    var ca = Addresses.ca(channel, url.getScheme().equals("https"));
    var secret = Addresses.secret(channel, "secret");
    var type = channel.take("type", WebhookReading::type, WebhookConfig.JSON);
    var template = channel.take("template", text -> template(text, type), "");
    boolean picture = channel.take("picture", Values::yesOrNo, "no");
    channel.rejectUnknown();
    if (template.isPresent() && picture) {
      channel.problem("picture", "goes along with the whole alert alone, not with a template");
      picture = false;
    }
    if (template.isEmpty() && !type.equals(WebhookConfig.JSON)) {
      channel.problem("type", "is of what a template makes, and there is none");
      return Optional.empty();
    }
    return Optional.of(new WebhookConfig(name, url, ca, secret, type, template, picture));
  }

  private static URI url(String text) {
    return Addresses.http(text, RIGHT);
  }

  private static String type(String text) {
    if (!text.matches("[a-z]+/[a-z0-9.+-]{1,60}(; ?charset=utf-8)?")) {
      throw new IllegalArgumentException("a media type, such as application/json or text/plain");
    }
    return text;
  }

  private static Optional<Template> template(String text, String type) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Template.of(text, type));
  }
}
