package nightjar.http;

import java.io.IOException;
import nightjar.auth.RefusedException;
import nightjar.json.BadJsonException;
import nightjar.json.Json;

/// What the caller did wrong, as an answer.
final class Refusals {
  private Refusals() {}

  /// Does what was asked, or says why not.
  static Answer answer(Route route, Call call) throws IOException, InterruptedException {
    try {
      return route.handling().answer(call);
    } catch (BadJsonException e) {
      return e.field().isEmpty()
          ? Answer.problem(400, String.valueOf(e.getMessage()))
          : field(e.field(), String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      return refused(e);
    }
  }

  private static Answer field(String field, String problem) {
    return Answer.json(422, Json.object("error", problem, "code", "field", "field", field));
  }

  static Answer refused(RefusedException e) {
    return switch (e.reason()) {
      case FIELD -> field(e.field(), e.message());
      case WRONG -> Answer.problem(401, "wrong", e.message());
      case SECOND_NEEDED -> Answer.problem(401, "second", e.message());
      case WAIT -> wait(e);
      case DONE -> Answer.problem(409, "done", e.message());
      case TAKEN -> Answer.problem(409, "taken", e.message());
      case LAST_ADMINISTRATOR -> Answer.problem(409, "last-administrator", e.message());
      case NOT_FOUND -> Answer.problem(404, e.message());
      case HOST -> Answer.problem(409, "host", e.message());
      case OFF -> Answer.problem(409, "off", e.message());
      case BUSY -> Answer.problem(503, "busy", e.message());
      case UNWRITTEN -> Answer.problem(507, "unwritten", e.message());
    };
  }

  private static Answer wait(RefusedException e) {
    long millis = e.retryIn().toMillis();
    var body = Json.object("error", e.message(), "code", "wait", "retryIn", millis);
    return Answer.json(429, body).with("Retry-After", Long.toString((millis + 999) / 1000));
  }
}
