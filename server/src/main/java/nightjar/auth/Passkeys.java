package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.auth.RefusedException.Reason;
import nightjar.auth.WebAuthn.BadCeremonyException;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Keys kept by a phone, a computer or a stick, for one host name each.
///
/// `host` is the host name of the request, without port; `origin` the page's origin.
public final class Passkeys {
  private static final String WRONG = "this passkey is not known here, or its answer is wrong";
  private static final int LONGEST = 20_000; // characters of one value, encoded

  private final Parts parts;
  private final Challenges challenges;
  private final ReentrantLock loading = new ReentrantLock();
  private @Nullable WebAuthn webAuthn; // guarded by loading

  Passkeys(Parts parts) {
    this.parts = parts;
    this.challenges = new Challenges(parts.clock());
  }

  /// @param used EPOCH when never
  public record Passkey(String id, String name, String host, Instant created, Instant used) {}

  /// Takes tens of milliseconds and megabytes at first use.
  private WebAuthn webAuthn() {
    loading.lock();
    try {
      if (webAuthn == null) {
        webAuthn = new WebAuthn();
      }
      return webAuthn;
    } finally {
      loading.unlock();
    }
  }

  /// @return `PublicKeyCredentialRequestOptionsJSON`
  public Map<String, Object> loginChallenge(String host) throws RefusedException {
    refuseAddress(host);
    return Json.object(
        "challenge",
        Secrets.base64(challenges.issue(loginAt(host))),
        "rpId",
        host,
        "timeout",
        Challenges.GOOD_FOR.toMillis(),
        "userVerification",
        "required",
        "allowCredentials",
        List.of());
  }

  private static String loginAt(String host) {
    return "login|" + host;
  }

  private static String registrationAt(String host, String user) {
    return "register|" + host + "|" + user;
  }

  private static void refuseAddress(String host) throws RefusedException {
    if (host.isEmpty() || isAddress(host)) {
      throw RefusedException.because(
          Reason.HOST, "passkeys need a host name; this page was opened by an IP address");
    }
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// @param credential `AuthenticationResponseJSON`
  public Signed logIn(
      JsonObject credential, String host, String origin, Presented presented, Client from)
      throws RefusedException, IOException {
    refuseAddress(host);
    parts.accounts().refresh();
    var answer = answer(credential);
    var owned = parts.accounts().book().passkey(answer.id);
    try {
      var known = owned.filter(found -> isItsOwn(found, answer, host)).orElseThrow(Passkeys::bad);
      var challenge = challenge(answer.assertion.clientJson(), loginAt(host));
      var used = authenticate(known.thing(), answer, new WebAuthn.Site(host, origin, challenge));
      if (!challenges.use(challenge)) {
        throw bad();
      }
      var account = note(known, used);
      var signed = parts.begin(account, presented, from);
      parts.audit().add(signed.grant(), from, "login", "", "with passkey " + known.thing().name());
      return signed;
    } catch (BadCeremonyException e) {
      var user = owned.map(found -> found.account().name()).orElse("");
      parts
          .moderation()
          .failed(Moderation.Grade.GUESS, user, from, "login-failed", "passkey " + e.getMessage());
      throw RefusedException.because(Reason.WRONG, WRONG);
    }
  }

  private static BadCeremonyException bad() {
    return new BadCeremonyException(null);
  }

  /// An answer to a login, in bytes.
  ///
  /// @param user handle of the account, base64url; empty when the authenticator told none
  private record Answer(String id, String user, WebAuthn.Assertion assertion) {}

  private static Answer answer(JsonObject credential) throws RefusedException {
    try {
      var response = credential.object("response");
      var assertion =
          new WebAuthn.Assertion(
              bytes(response, "authenticatorData"),
              bytes(response, "clientDataJSON"),
              bytes(response, "signature"));
      var user = response.has("userHandle") ? Secrets.base64(bytes(response, "userHandle")) : "";
      return new Answer(Secrets.base64(bytes(credential, "id")), user, assertion);
    } catch (BadJsonException e) {
      throw RefusedException.field("credential", "credential: " + e.getMessage());
    }
  }

  private static byte[] bytes(JsonObject json, String name) throws BadJsonException {
    var text = json.string(name);
    if (text.length() > LONGEST) {
      throw new BadJsonException(name + " is too long", null);
    }
    return Secrets.fromBase64(text)
        .orElseThrow(() -> new BadJsonException(name + " must be base64url", null));
  }

  private static boolean isItsOwn(Book.Owned<Account.Key> found, Answer answer, String host) {
    return found.thing().host().equals(host) && found.account().handle().equals(answer.user);
  }

  /// The challenge that the browser says it answered, if it is one of ours.
  private byte[] challenge(byte[] clientJson, String purpose) throws BadCeremonyException {
    try {
      var text = JsonObject.parse(new String(clientJson, UTF_8)).string("challenge");
      var challenge = Secrets.fromBase64(text).orElseThrow(Passkeys::bad);
      if (!challenges.isGood(challenge, purpose)) {
        throw bad();
      }
      return challenge;
    } catch (BadJsonException e) {
      throw new BadCeremonyException(e);
    }
  }

  private WebAuthn.Used authenticate(Account.Key key, Answer answer, WebAuthn.Site site)
      throws BadCeremonyException {
    var id = Secrets.fromBase64(key.id()).orElseThrow(Passkeys::bad);
    var credential = Secrets.fromBase64(key.credential()).orElseThrow(Passkeys::bad);
    var made = new WebAuthn.Made(id, credential, key.count(), key.backedUp());
    return webAuthn().authenticate(site, id, made, answer.assertion);
  }

  /// Its new count reaches the disk before anything is granted for it.
  private Account note(Book.Owned<Account.Key> known, WebAuthn.Used used)
      throws BadCeremonyException, IOException {
    var now = parts.clock().wall();
    var name = known.account().name();
    var id = known.thing().id();
    try {
      return parts
          .accounts()
          .change(
              book -> {
                var current = book.passkey(id);
                if (current.isEmpty() || current.get().thing().count() != known.thing().count()) {
                  throw RefusedException.because(Reason.WRONG, WRONG);
                }
                var account = current.get().account();
                var keys =
                    account.passkeys().stream()
                        .map(
                            key ->
                                key.id().equals(id)
                                    ? key.usedAt(now, used.count(), used.backedUp())
                                    : key)
                        .toList();
                return book.with(account.withPasskeys(keys).withLogin(now));
              })
          .get(name);
    } catch (RefusedException _) {
      throw bad();
    }
  }

  /// @return `PublicKeyCredentialCreationOptionsJSON`
  public Map<String, Object> registrationChallenge(Grant grant, String host)
      throws RefusedException {
    refuseAddress(host);
    var account = parts.own(grant);
    return Json.object(
        "challenge",
        Secrets.base64(challenges.issue(registrationAt(host, account.name()))),
        "rp",
        Json.object("id", host, "name", "Nightjar"),
        "user",
        Json.object("id", account.handle(), "name", account.name(), "displayName", account.name()),
        "pubKeyCredParams",
        WebAuthn.ALGORITHMS.stream()
            .map(number -> Json.object("type", "public-key", "alg", number))
            .toList(),
        "timeout",
        Challenges.GOOD_FOR.toMillis(),
        "attestation",
        "none",
        "authenticatorSelection",
        Json.object(
            "residentKey", "required", "requireResidentKey", true, "userVerification", "required"),
        "excludeCredentials",
        account.passkeys().stream()
            .filter(key -> key.host().equals(host))
            .map(key -> Json.object("type", "public-key", "id", key.id()))
            .toList());
  }

  /// @param credential `RegistrationResponseJSON`
  public Passkey register(
      Grant grant, String name, JsonObject credential, String host, String origin, Client from)
      throws RefusedException, IOException {
    refuseAddress(host);
    var label = Label.of("name", name);
    var key = made(grant, label, credential, host, origin);
    parts.accounts().change(book -> adding(book, grant.user(), key));
    parts.audit().add(grant, from, "passkey-added", label, host);
    return shown(key);
  }

  private Account.Key made(
      Grant grant, String label, JsonObject credential, String host, String origin)
      throws RefusedException {
    try {
      var response = credential.object("response");
      var attestation = bytes(response, "attestationObject");
      var clientJson = bytes(response, "clientDataJSON");
      var challenge = challenge(clientJson, registrationAt(host, grant.user()));
      var made =
          webAuthn().register(new WebAuthn.Site(host, origin, challenge), attestation, clientJson);
      if (!challenges.use(challenge)) {
        throw bad();
      }
      return new Account.Key(
          Secrets.base64(made.id()),
          label,
          host,
          Secrets.base64(made.credential()),
          made.count(),
          made.backedUp(),
          parts.clock().wall(),
          Instant.EPOCH);
    } catch (BadJsonException e) {
      throw RefusedException.field("credential", "credential: " + e.getMessage());
    } catch (BadCeremonyException e) {
      throw RefusedException.field(
          "credential", "this passkey cannot be taken; try again (" + e.getMessage() + ")");
    }
  }

  private static Book adding(Book book, String user, Account.Key key) throws RefusedException {
    var account = book.get(user);
    if (book.passkey(key.id()).isPresent()) {
      throw RefusedException.because(Reason.TAKEN, "this passkey is known already");
    }
    if (account.passkeys().size() >= Account.MOST_PASSKEYS) {
      throw RefusedException.field(
          "name", "there are " + Account.MOST_PASSKEYS + " passkeys already; remove one first");
    }
    var keys = new ArrayList<>(account.passkeys());
    keys.add(key);
    return book.with(account.withPasskeys(keys));
  }

  public List<Passkey> list(Grant grant) {
    return parts.accounts().book().find(grant.user()).stream()
        .flatMap(account -> account.passkeys().stream())
        .map(Passkeys::shown)
        .toList();
  }

  private static Passkey shown(Account.Key key) {
    return new Passkey(key.id(), key.name(), key.host(), key.created(), key.used());
  }

  public void remove(Grant grant, String id, Client from) throws RefusedException, IOException {
    var name = new ArrayList<String>();
    parts
        .accounts()
        .change(
            book -> {
              var account = book.get(grant.user());
              var gone = find(account, id);
              name.add(gone.name());
              var left = account.passkeys().stream().filter(key -> !key.equals(gone)).toList();
              return book.with(account.withPasskeys(left));
            });
    parts.audit().add(grant, from, "passkey-removed", name.getLast(), "");
  }

  private static Account.Key find(Account account, String id) throws RefusedException {
    return account.passkeys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> RefusedException.because(Reason.NOT_FOUND, "there is no such passkey"));
  }
}
