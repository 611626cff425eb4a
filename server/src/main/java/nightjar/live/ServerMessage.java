package nightjar.live;

import java.util.List;
import java.util.Map;
import nightjar.json.Json;

/// Text from the server, one record a type.
sealed interface ServerMessage {
  String json();

  /// The first message.
  ///
  /// @param now wall time in microseconds since 1970
  record Hello(String server, String camera, long now) implements ServerMessage {
    @Override
    public String json() {
      return text("hello", "protocol", 1, "server", server, "camera", camera, "now", now);
    }
  }

  /// @param retryIn milliseconds from now
  record HealthIs(Health health, long retryIn) implements ServerMessage {
    @Override
    public String json() {
      return text("health", "state", health.state(), "reason", health.reason(), "retryIn", retryIn);
    }
  }

  /// @param state `off`, `learning`, `quiet`, `stirring`, `moving` or `still`
  /// @param quiet whether pictures come at a trickle
  record MotionIs(String state, boolean quiet) implements ServerMessage {
    /// What a client takes for granted until told.
    static final MotionIs ASSUMED = new MotionIs("off", false);

    @Override
    public String json() {
      return text("motion", "state", state, "rate", quiet ? "quiet" : "full");
    }
  }

  /// What is recognised now.
  record ObjectsAre(ObjectsNow now) implements ServerMessage {
    @Override
    public String json() {
      return text(
          "objects",
          "at",
          now.at(),
          "objects",
          now.objects().stream().map(ObjectsAre::one).toList());
    }

    private static Map<String, Object> one(ObjectsNow.One one) {
      return Json.object(
          "id", one.id(),
          "kind", one.kind(),
          "score", one.score(),
          "box", List.of(one.x(), one.y(), one.width(), one.height()),
          "still", one.still());
    }
  }

  /// What follows in binary messages.
  ///
  /// @param codec as in RFC 6381, or `jpeg`
  record Chosen(Rendition rendition, String codec, int width, int height, double fps, String why)
      implements ServerMessage {
    @Override
    public String json() {
      return text(
          "rendition",
          "id",
          rendition.id(),
          "name",
          rendition.name(),
          "codec",
          codec,
          "width",
          width,
          "height",
          height,
          "fps",
          fps,
          "bitrate",
          rendition.bitrate().getAsInt(),
          "why",
          why);
    }
  }

  /// How much of the camera is given, and what keeps it from more.
  record QualityIs(Quality.Told told) implements ServerMessage {
    @Override
    public String json() {
      return text(
          "quality",
          "rung",
          told.rung().word(),
          "rendition",
          told.rendition(),
          "limit",
          told.limit().word(),
          "every",
          told.every(),
          "why",
          told.why());
    }
  }

  record Skipped(long fragments, long milliseconds, String why) implements ServerMessage {
    @Override
    public String json() {
      return text("skipped", "fragments", fragments, "milliseconds", milliseconds, "why", why);
    }
  }

  record Pong(double t0, long now) implements ServerMessage {
    @Override
    public String json() {
      return text("pong", "t0", t0, "now", now);
    }
  }

  /// The last message.
  ///
  /// @param after milliseconds to wait before the next try
  record Bye(String why, boolean reconnect, long after) implements ServerMessage {
    @Override
    public String json() {
      return text("bye", "why", why, "reconnect", reconnect, "after", after);
    }
  }

  private static String text(String type, Object... fields) {
    var message = Json.object("type", type);
    message.putAll(Json.object(fields));
    return Json.text(message);
  }
}
