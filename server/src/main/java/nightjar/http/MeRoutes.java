package nightjar.http;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightjar.auth.Auth;
import nightjar.auth.Passkeys.Passkey;
import nightjar.auth.RefusedException;
import nightjar.auth.Scope;
import nightjar.auth.SecondFactor;
import nightjar.auth.Sessions;
import nightjar.auth.Tokens.Token;
import nightjar.json.BadJsonException;
import nightjar.json.Json;

/// What an account sees and changes of itself.
final class MeRoutes {
  private final Auth auth;

  MeRoutes(Auth auth) {
    this.auth = auth;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/me", Rule.SELF, this::me),
        new Route("POST", "/api/v1/me/confirm", Rule.SELF, this::confirm),
        new Route("PUT", "/api/v1/me/password", Rule.SELF, this::changePassword),
        new Route("POST", "/api/v1/me/totp", Rule.CONFIRMED, this::offerTotp),
        new Route("PUT", "/api/v1/me/totp", Rule.CONFIRMED, this::turnTotpOn),
        new Route("DELETE", "/api/v1/me/totp", Rule.CONFIRMED, this::turnTotpOff),
        new Route("POST", "/api/v1/me/recovery", Rule.CONFIRMED, this::renewRecovery),
        new Route("POST", "/api/v1/me/passkeys/challenge", Rule.CONFIRMED, this::challenge),
        new Route("POST", "/api/v1/me/passkeys", Rule.CONFIRMED, this::addPasskey),
        new Route("DELETE", "/api/v1/me/passkeys/{id}", Rule.CONFIRMED, this::removePasskey),
        new Route("GET", "/api/v1/me/sessions", Rule.SELF, this::sessions),
        new Route("DELETE", "/api/v1/me/sessions", Rule.SELF, this::endSessions),
        new Route("DELETE", "/api/v1/me/sessions/{id}", Rule.SELF, this::endSession),
        new Route("GET", "/api/v1/me/tokens", Rule.SELF, this::tokens),
        new Route("POST", "/api/v1/me/tokens", Rule.CONFIRMED, this::issueToken),
        new Route("DELETE", "/api/v1/me/tokens", Rule.SELF, this::revokeTokens),
        new Route("DELETE", "/api/v1/me/tokens/{id}", Rule.SELF, this::revokeToken));
  }

  private Answer me(Call call) throws RefusedException {
    var grant = call.grant();
    var account = auth.accounts().get(grant.user());
    return Answer.json(
        Json.object(
            "user", grant.user(),
            "role", grant.role().word(),
            "cameras", ServerRoutes.camerasOf(grant.cameras()),
            "confirmed", grant.confirmed(),
            "totp", account.totp(),
            "recovery", account.recovery(),
            "passkeys", auth.passkeys().list(grant).stream().map(MeRoutes::describe).toList()));
  }

  private Answer confirm(Call call) throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var signed =
        auth.passwords()
            .confirm(
                call.grant(),
                sent.string("password"),
                AccessRoutes.code(sent),
                call.cookies(),
                call.from());
    return Answer.done().withCookies(Cookies.session(signed, call.site().secure()));
  }

  private Answer changePassword(Call call)
      throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var signed =
        auth.passwords()
            .change(
                call.grant(),
                sent.string("current"),
                sent.string("password"),
                call.cookies(),
                call.from());
    return Answer.done().withCookies(Cookies.signedIn(signed, call.site().secure()));
  }

  private Answer offerTotp(Call call) throws RefusedException {
    SecondFactor.Offer offer = auth.secondFactor().offer(call.grant());
    return Answer.json(
        201,
        Json.object(
            "secret", offer.secret(), "uri", offer.uri(), "qr", offer.qr(), "size", offer.size()));
  }

  private Answer turnTotpOn(Call call) throws IOException, RefusedException {
    return recovery(
        auth.secondFactor().turnOn(call.grant(), call.json().string("code"), call.from()));
  }

  private Answer turnTotpOff(Call call) throws IOException, RefusedException {
    auth.secondFactor().turnOff(call.grant(), call.from());
    return Answer.done();
  }

  private Answer renewRecovery(Call call) throws IOException, RefusedException {
    return recovery(auth.secondFactor().renewRecovery(call.grant(), call.from()));
  }

  private static Answer recovery(List<String> codes) {
    return Answer.json(Json.object("recovery", codes));
  }

  private Answer challenge(Call call) throws RefusedException {
    return Answer.json(
        Json.object(
            "publicKey", auth.passkeys().registrationChallenge(call.grant(), call.site().host())));
  }

  private Answer addPasskey(Call call) throws IOException, RefusedException {
    var sent = call.json();
    var added =
        auth.passkeys()
            .register(
                call.grant(),
                sent.string("name"),
                sent.object("credential"),
                call.site().host(),
                call.site().origin(),
                call.from());
    return Answer.json(201, describe(added));
  }

  private static Map<String, Object> describe(Passkey passkey) {
    return Json.object(
        "id", passkey.id(),
        "name", passkey.name(),
        "host", passkey.host(),
        "created", micros(passkey.created()),
        "used", micros(passkey.used()));
  }

  private Answer removePasskey(Call call) throws IOException, RefusedException {
    auth.passkeys().remove(call.grant(), call.variable("id"), call.from());
    return Answer.done();
  }

  private Answer sessions(Call call) {
    var sessions = auth.sessions().list(call.grant()).stream().map(MeRoutes::describe).toList();
    return Answer.json(Json.object("sessions", sessions));
  }

  private static Map<String, Object> describe(Sessions.Listed session) {
    return Json.object(
        "id", session.id(),
        "current", session.current(),
        "created", micros(session.created()),
        "seen", micros(session.seen()),
        "from", session.from(),
        "agent", session.agent());
  }

  private Answer endSession(Call call) throws RefusedException {
    auth.sessions().end(call.grant(), call.variable("id"), call.from());
    return Answer.done();
  }

  private Answer endSessions(Call call) {
    return AccessRoutes.leaving(call, () -> auth.sessions().endAll(call.grant(), call.from()));
  }

  private Answer tokens(Call call) {
    var tokens = auth.tokens().list(call.grant()).stream().map(MeRoutes::describe).toList();
    return Answer.json(Json.object("tokens", tokens));
  }

  private Answer issueToken(Call call) throws IOException, RefusedException {
    var sent = call.json();
    var scopes = scopes(sent.strings("scopes"));
    int days = sent.whole("days", 1, 366);
    var issued = auth.tokens().issue(call.grant(), sent.string("name"), scopes, days, call.from());
    var described = describe(issued.token());
    described.put("token", issued.text());
    return Answer.json(201, described);
  }

  private static Set<Scope> scopes(List<String> words) throws BadJsonException {
    var scopes = new HashSet<Scope>();
    for (var word : words) {
      scopes.add(
          Scope.of(word)
              .orElseThrow(
                  () -> BadJsonException.field("scopes", "must be of view, operate, metrics")));
    }
    return scopes;
  }

  private static Map<String, Object> describe(Token token) {
    return Json.object(
        "id", token.id(),
        "name", token.name(),
        "scopes", token.scopes().stream().map(Scope::word).sorted().toList(),
        "created", micros(token.created()),
        "expires", micros(token.expires()),
        "used", micros(token.used()));
  }

  private Answer revokeToken(Call call) throws IOException, RefusedException {
    auth.tokens().revoke(call.grant(), call.variable("id"), call.from());
    return Answer.done();
  }

  private Answer revokeTokens(Call call) throws IOException, RefusedException {
    auth.tokens().revokeAll(call.grant(), call.from());
    return Answer.done();
  }

  /// Microseconds since 1970; 0 is never.
  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000L);
  }
}
