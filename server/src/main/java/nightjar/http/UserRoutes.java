package nightjar.http;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.auth.Accounts;
import nightjar.auth.Audit;
import nightjar.auth.Auth;
import nightjar.auth.Cameras;
import nightjar.auth.RefusedException;
import nightjar.auth.Role;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// What administrators see and change: everybody's accounts, and what was done.
final class UserRoutes {
  private static final int ENTRIES = 50;
  private static final int MOST_ENTRIES = 200;

  private final Auth auth;

  UserRoutes(Auth auth) {
    this.auth = auth;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/users", Rule.ADMINISTER, this::list),
        new Route("POST", "/api/v1/users", Rule.ADMINISTER_CONFIRMED, this::add),
        new Route("PUT", "/api/v1/users/{user}", Rule.ADMINISTER_CONFIRMED, this::change),
        new Route("DELETE", "/api/v1/users/{user}", Rule.ADMINISTER_CONFIRMED, this::remove),
        new Route("DELETE", "/api/v1/users/{user}/sessions", Rule.ADMINISTER, this::endSessions),
        new Route("DELETE", "/api/v1/users/{user}/tokens", Rule.ADMINISTER, this::revokeTokens),
        new Route(
            "DELETE",
            "/api/v1/users/{user}/factors",
            Rule.ADMINISTER_CONFIRMED,
            this::removeFactors),
        new Route("GET", "/api/v1/audit", Rule.ADMINISTER, this::audit));
  }

  private Answer list(Call call) {
    return Answer.json(
        Json.object("users", auth.accounts().list().stream().map(UserRoutes::describe).toList()));
  }

  private static Map<String, Object> describe(Accounts.Listed user) {
    return Json.object(
        "name", user.name(),
        "role", user.role().word(),
        "cameras", ServerRoutes.camerasOf(user.cameras()),
        "totp", user.totp(),
        "passkeys", user.passkeys(),
        "tokens", user.tokens(),
        "created", MeRoutes.micros(user.created()),
        "login", MeRoutes.micros(user.login()));
  }

  private Answer add(Call call) throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var added =
        auth.accounts()
            .add(
                call.grant(),
                sent.string("user"),
                sent.string("password"),
                role(sent),
                cameras(sent).orElse(new Cameras.All()),
                call.from());
    return Answer.json(201, describe(added));
  }

  private static Role role(JsonObject sent) throws BadJsonException {
    var role = sent.isNull("role") ? Optional.<Role>empty() : Role.of(sent.string("role"));
    return role.orElseThrow(
        () -> BadJsonException.field("role", "must be viewer, operator or administrator"));
  }

  /// Empty when nothing was said; null in JSON is all.
  private static Optional<Cameras> cameras(JsonObject sent) throws BadJsonException {
    if (sent.isNull("cameras")) {
      return Optional.of(new Cameras.All());
    }
    return sent.has("cameras")
        ? Optional.of(new Cameras.Only(new HashSet<>(sent.strings("cameras"))))
        : Optional.empty();
  }

  private Answer change(Call call) throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var change =
        new Accounts.Change(
            isSaid(sent, "role") ? Optional.of(role(sent)) : Optional.empty(),
            cameras(sent),
            isSaid(sent, "password") ? Optional.of(sent.string("password")) : Optional.empty());
    var changed = auth.accounts().change(call.grant(), call.variable("user"), change, call.from());
    return Answer.json(describe(changed));
  }

  /// As null too, which is then refused: to leave a thing as it is, it is left out.
  private static boolean isSaid(JsonObject sent, String name) {
    return sent.has(name) || sent.isNull(name);
  }

  private Answer remove(Call call) throws IOException, RefusedException {
    auth.accounts().remove(call.grant(), call.variable("user"), call.from());
    return Answer.done();
  }

  private Answer endSessions(Call call) throws IOException, RefusedException {
    auth.accounts().endSessions(call.grant(), call.variable("user"), call.from());
    return Answer.done();
  }

  private Answer revokeTokens(Call call) throws IOException, RefusedException {
    auth.accounts().revokeTokens(call.grant(), call.variable("user"), call.from());
    return Answer.done();
  }

  private Answer removeFactors(Call call) throws IOException, RefusedException {
    auth.accounts().removeFactors(call.grant(), call.variable("user"), call.from());
    return Answer.done();
  }

  private Answer audit(Call call) throws IOException {
    long before = call.whole("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) call.whole("limit", ENTRIES, 1, MOST_ENTRIES);
    var page = auth.audit().page(before, limit);
    return Answer.json(
        Json.object(
            "entries",
            page.entries().stream().map(UserRoutes::describe).toList(),
            "more",
            page.more()));
  }

  private static Map<String, Object> describe(Audit.Entry entry) {
    return Json.object(
        "id", entry.id(),
        "at", MeRoutes.micros(entry.at()),
        "user", entry.user(),
        "from", entry.from(),
        "action", entry.action(),
        "subject", entry.subject(),
        "ok", entry.ok(),
        "detail", entry.detail());
  }
}
