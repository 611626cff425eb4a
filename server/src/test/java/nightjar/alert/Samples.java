package nightjar.alert;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nightjar.alert.Channel.Content;

/// Alerts to send.
public final class Samples {
  public static final String ADDRESS = "https://nightjar.local:8443/#/alerts/12";

  private Samples() {}

  public static Alert alert(long id) {
    return alert(id, "Person at front", "A person “Ö” has been in \"Drive\" for 20 s.");
  }

  public static Alert alert(long id, String title, String text) {
    return new Alert(
        id,
        1_780_000_000_000_000L + id,
        "Somebody at night",
        Alert.Kind.OBJECT,
        "front",
        title,
        text,
        List.of("person", "dog"),
        "Drive",
        "e-7",
        true);
  }

  public static byte[] jpeg() {
    return "\u00ff\u00d8 a picture \u00ff\u00d9".getBytes(StandardCharsets.ISO_8859_1);
  }

  public static Content bare() {
    return content(Optional.empty(), ADDRESS);
  }

  public static Content pictured() {
    return content(Optional.of(jpeg()), ADDRESS);
  }

  public static Content content(Optional<byte[]> picture, String address) {
    return new Content() {
      @Override
      public Optional<byte[]> picture() {
        return picture;
      }

      @Override
      public String address() {
        return address;
      }
    };
  }
}
