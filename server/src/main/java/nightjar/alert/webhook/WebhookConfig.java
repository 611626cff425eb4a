package nightjar.alert.webhook;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.alert.Secret;

/// Where alerts are posted to, and as what.
///
/// @param name of the channel
/// @param url `http` or `https`; some receivers know who calls by its path, so it is not shown
/// @param ca authorities to believe, in PEM; empty: those that Java believes
/// @param secret what the receiver knows it by
/// @param type of what is posted, such as `application/json`
/// @param template empty: all of the alert, in JSON
/// @param picture whether it goes along, where there is no template
public record WebhookConfig(
    String name,
    URI url,
    Optional<Path> ca,
    Optional<Secret> secret,
    String type,
    Optional<Template> template,
    boolean picture) {
  public static final String JSON = "application/json";

  public WebhookConfig {
    if (template.isPresent() && picture) {
      throw new IllegalArgumentException("goes along with the whole alert alone, not a template");
    }
    if (template.isEmpty() && !type.equals(JSON)) {
      throw new IllegalArgumentException("what is posted without a template is " + JSON);
    }
  }

  @Override
  public String toString() {
    return "WebhookConfig[%s, %s]".formatted(name, url.getHost());
  }
}
