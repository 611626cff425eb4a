package nightjar.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;

/// Text from the client, one record a type.
sealed interface ClientMessage {
  /// @param acks whether it acknowledges all the time, so that the server may wait for that
  /// @param width of the picture on the screen in device pixels
  record Start(Play play, List<String> codecs, boolean acks, int width, int height)
      implements ClientMessage {}

  record Ask(Wish rendition) implements ClientMessage {}

  record Ack(long sequence) implements ClientMessage {}

  /// @param decode milliseconds that one picture takes; 0 if not known
  record Report(
      double buffered,
      long decoded,
      long dropped,
      double delay,
      double rtt,
      double decode,
      boolean hidden)
      implements ClientMessage {}

  /// Size of the picture on the screen in device pixels.
  record Screen(int width, int height) implements ClientMessage {}

  record Pause() implements ClientMessage {}

  record Resume() implements ClientMessage {}

  record Rate(Pictures rate) implements ClientMessage {}

  record Ping(double t0) implements ClientMessage {}

  /// A type this version does not know.
  record Unknown() implements ClientMessage {}

  /// How the client plays.
  enum Play {
    WEBCODECS,
    MSE,
    JPEG
  }

  /// Which rendition it asks for.
  enum Wish {
    AUTO,
    BEST,
    SAVER,
    MAIN,
    SUB,
    JPEG
  }

  /// How many pictures it wants of a quiet scene.
  enum Pictures {
    AUTO,
    FULL
  }

  double MANY = 1e15; // below 2^53: exact in JSON's doubles

  static ClientMessage parse(String text) throws BadJsonException {
    var json = JsonObject.parse(text);
    return switch (json.string("type")) {
      case "start" -> start(json);
      case "ask" -> new Ask(oneOf(Wish.class, json, "rendition"));
      case "ack" -> new Ack((long) json.number("sequence", 0, 0xffff_ffffL));
      case "report" -> report(json);
      case "pause" -> new Pause();
      case "resume" -> new Resume();
      case "screen" -> new Screen(pixels(json, "width"), pixels(json, "height"));
      case "rate" -> new Rate(oneOf(Pictures.class, json, "rate"));
      case "ping" -> new Ping(json.number("t0", -MANY, MANY));
      default -> new Unknown();
    };
  }

  private static Start start(JsonObject json) throws BadJsonException {
    var screen = json.object("screen");
    return new Start(
        oneOf(Play.class, json, "play"),
        json.strings("codecs"),
        json.has("acks") && json.bool("acks"),
        pixels(screen, "width"),
        pixels(screen, "height"));
  }

  private static int pixels(JsonObject json, String name) throws BadJsonException {
    return (int) json.number(name, 0, 100_000);
  }

  private static Report report(JsonObject json) throws BadJsonException {
    return new Report(
        json.number("buffered", 0, MANY),
        (long) json.number("decoded", 0, MANY),
        (long) json.number("dropped", 0, MANY),
        json.number("delay", -MANY, MANY), // the client's clock may be ahead
        json.number("rtt", 0, MANY),
        json.has("decode") ? json.number("decode", 0, MANY) : 0,
        json.bool("hidden"));
  }

  private static <E extends Enum<E>> E oneOf(Class<E> kind, JsonObject json, String name)
      throws BadJsonException {
    var text = json.string(name);
    var names = new ArrayList<String>();
    for (var constant : kind.getEnumConstants()) {
      var word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      names.add(word);
    }
    throw BadJsonException.field(name, "must be one of " + names);
  }
}
