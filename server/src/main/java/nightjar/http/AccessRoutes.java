package nightjar.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nightjar.auth.Auth;
import nightjar.auth.RefusedException;
import nightjar.auth.Signed;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Coming in, and going.
final class AccessRoutes {
  private final Auth auth;
  private final ServerRoutes server;

  AccessRoutes(Auth auth, ServerRoutes server) {
    this.auth = auth;
    this.server = server;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/api/v1/setup", Rule.SETUP, this::setUp),
        new Route("POST", "/api/v1/login", Rule.LOGIN, this::logIn),
        new Route("POST", "/api/v1/login/passkey", Rule.LOGIN, this::logInByPasskey),
        new Route("POST", "/api/v1/login/passkey/challenge", Rule.LOGIN, this::challenge),
        new Route("POST", "/api/v1/logout", Rule.SELF, this::logOut));
  }

  private Answer setUp(Call call) throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var signed =
        auth.setUp(sent.string("code"), sent.string("user"), sent.string("password"), call.from());
    return signedIn(201, call, signed);
  }

  private Answer logIn(Call call) throws IOException, InterruptedException, RefusedException {
    var sent = call.json();
    var signed =
        auth.logIn(
            sent.string("user"), sent.string("password"), code(sent), call.cookies(), call.from());
    return signedIn(200, call, signed);
  }

  /// Of an authenticator app, or for recovery; empty while nobody asked for one.
  static String code(JsonObject sent) throws IOException {
    if (sent.isNull("code")) {
      throw BadJsonException.field("code", "must be a string, or left out, but not null");
    }
    return sent.has("code") ? sent.string("code") : "";
  }

  private Answer challenge(Call call) throws RefusedException {
    return Answer.json(
        Json.object("publicKey", auth.passkeys().loginChallenge(call.site().host())));
  }

  private Answer logInByPasskey(Call call) throws IOException, RefusedException {
    var site = call.site();
    var signed =
        auth.passkeys()
            .logIn(
                call.json().object("credential"),
                site.host(),
                site.origin(),
                call.cookies(),
                call.from());
    return signedIn(200, call, signed);
  }

  private Answer signedIn(int status, Call call, Signed signed) {
    return Answer.json(status, server.describe(call, Optional.of(signed.grant())))
        .withCookies(Cookies.signedIn(signed, call.site().secure()));
  }

  /// Ends the session that asks, which in this browser is over whatever the disk does.
  interface Leaving {
    void run() throws RefusedException;
  }

  static Answer leaving(Call call, Leaving leaving) {
    var gone = Cookies.signedOut(call.site().secure());
    try {
      leaving.run();
      return Answer.done().withCookies(gone);
    } catch (RefusedException e) {
      return Refusals.refused(e).withCookies(gone);
    }
  }

  private Answer logOut(Call call) {
    return leaving(call, () -> auth.logOut(call.grant(), call.from()));
  }
}
