package nightjar.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;

/// Text from the client, one record a type.
sealed interface ClientMessage {
  record Start(Play play, List<String> codecs, int width, int height) implements ClientMessage {}

  record Ask(Wish rendition) implements ClientMessage {}

  record Ack(long sequence) implements ClientMessage {}

  record Report(
      double buffered, long decoded, long dropped, double delay, double rtt, boolean hidden)
      implements ClientMessage {}

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
        (int) screen.number("width", 0, 100_000),
        (int) screen.number("height", 0, 100_000));
  }

  private static Report report(JsonObject json) throws BadJsonException {
    return new Report(
        json.number("buffered", 0, MANY),
        (long) json.number("decoded", 0, MANY),
        (long) json.number("dropped", 0, MANY),
        json.number("delay", -MANY, MANY), // the client's clock may be ahead
        json.number("rtt", 0, MANY),
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
