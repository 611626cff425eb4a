package nightjar.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// `sessions.json`, out and in.
final class SessionsText {
  private static final int VERSION = 1;

  private SessionsText() {}

  static String write(Collection<Session> sessions) {
    return Json.text(
            Json.object(
                "version",
                VERSION,
                "sessions",
                sessions.stream()
                    .map(
                        session ->
                            Json.object(
                                "key",
                                session.key(),
                                "id",
                                session.id(),
                                "user",
                                session.user(),
                                "stamp",
                                session.stamp(),
                                "created",
                                BookText.micros(session.created()),
                                "seen",
                                BookText.micros(session.seen()),
                                "behindSeconds",
                                session.behind().toSeconds(),
                                "from",
                                session.from(),
                                "agent",
                                session.agent()))
                    .toList()))
        + "\n";
  }

  static List<Session> read(String text) throws IOException {
    var json = JsonObject.parse(text);
    json.only("version", "sessions");
    if (json.number("version", 0, 1e9) != VERSION) {
      throw new BadJsonException("it is of another version of Nightjar", null);
    }
    var sessions = new ArrayList<Session>();
    for (var session : json.objects("sessions")) {
      sessions.add(readOne(session));
    }
    return sessions;
  }

  private static Session readOne(JsonObject json) throws IOException {
    json.only("key", "id", "user", "stamp", "created", "seen", "behindSeconds", "from", "agent");
    return new Session(
        BookText.matching(json, "key", "[0-9a-f]{64}"),
        BookText.matching(json, "id", "[0-9a-f]{16}"),
        json.string("user"),
        json.string("stamp"),
        BookText.instant(json, "created"),
        BookText.instant(json, "seen"),
        Duration.ofSeconds((long) json.number("behindSeconds", 0, 1e9)),
        json.string("from"),
        json.string("agent"));
  }
}
