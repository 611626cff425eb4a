package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// `accounts.json`, out and in. Reading is strict: what is not exactly as it is written here is an
/// error, for a guess would be about who may come in.
final class BookText {
  private static final int VERSION = 1;
  private static final double LATEST = 4e15; // microseconds since 1970: the year 2096
  private static final double LARGEST = 1e15;

  private BookText() {}

  static String write(Book book) {
    return Json.text(
            Json.object(
                "version",
                VERSION,
                "device",
                book.deviceKey(),
                "accounts",
                book.accounts().stream().map(BookText::account).toList()))
        + "\n";
  }

  private static Map<String, Object> account(Account account) {
    var object =
        Json.object(
            "name",
            account.name(),
            "role",
            account.role().word(),
            "password",
            account.password(),
            "stamp",
            account.stamp(),
            "handle",
            account.handle(),
            "recovery",
            account.recovery(),
            "passkeys",
            account.passkeys().stream().map(BookText::passkey).toList(),
            "tokens",
            account.tokens().stream().map(BookText::token).toList(),
            "created",
            micros(account.created()),
            "login",
            micros(account.login()));
    // Said twice, so that a list that gets lost is an error and not every camera.
    object.put("allCameras", account.cameras() instanceof Cameras.All);
    if (account.cameras() instanceof Cameras.Only(var names)) {
      object.put("cameras", List.copyOf(new TreeSet<>(names)));
    }
    account
        .totp()
        .ifPresent(
            totp -> object.put("totp", Json.object("secret", totp.secret(), "last", totp.last())));
    return object;
  }

  private static Map<String, Object> passkey(Account.Key key) {
    return Json.object(
        "id",
        key.id(),
        "name",
        key.name(),
        "host",
        key.host(),
        "credential",
        key.credential(),
        "count",
        key.count(),
        "backedUp",
        key.backedUp(),
        "created",
        micros(key.created()),
        "used",
        micros(key.used()));
  }

  private static Map<String, Object> token(Account.Pass pass) {
    return Json.object(
        "id",
        pass.id(),
        "name",
        pass.name(),
        "scopes",
        pass.scopes().stream().sorted().map(Scope::word).toList(),
        "sum",
        pass.sum(),
        "created",
        micros(pass.created()),
        "expires",
        micros(pass.expires()),
        "used",
        micros(pass.used()));
  }

  static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  static Book read(String text) throws IOException {
    var json = JsonObject.parse(text);
    if (json.number("version", 0, LARGEST) != VERSION) {
      throw new BadJsonException("it is of another version of Nightjar", null);
    }
    json.only("version", "device", "accounts");
    var accounts = new ArrayList<Account>();
    for (var account : json.objects("accounts")) {
      accounts.add(readAccount(account));
    }
    try {
      return Book.of(matching(json, "device", "[0-9a-f]{64}"), accounts);
    } catch (IllegalArgumentException e) {
      throw new BadJsonException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Account readAccount(JsonObject json) throws IOException {
    json.only(
        "name",
        "role",
        "allCameras",
        "cameras",
        "password",
        "stamp",
        "handle",
        "totp",
        "recovery",
        "passkeys",
        "tokens",
        "created",
        "login");
    var passkeys = new ArrayList<Account.Key>();
    for (var key : json.objects("passkeys")) {
      passkeys.add(readPasskey(key));
    }
    var tokens = new ArrayList<Account.Pass>();
    for (var token : json.objects("tokens")) {
      tokens.add(readToken(token));
    }
    try {
      return new Account(
          json.string("name"),
          Role.of(json.string("role")).orElseThrow(() -> wrong("role")),
          json.bool("allCameras")
              ? new Cameras.All()
              : new Cameras.Only(new TreeSet<>(json.strings("cameras"))),
          matching(json, "password", "\\$argon2id\\$[\\x21-\\x7e]{20,200}"),
          matching(json, "stamp", "[0-9a-f]{16}"),
          matching(json, "handle", "[\\w-]{22}"),
          json.has("totp") ? Optional.of(readTotp(json.object("totp"))) : Optional.empty(),
          json.strings("recovery"),
          passkeys,
          tokens,
          instant(json, "created"),
          instant(json, "login"));
    } catch (IllegalArgumentException e) {
      throw new BadJsonException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Totp readTotp(JsonObject json) throws IOException {
    json.only("secret", "last");
    return new Totp(json.string("secret"), (long) json.number("last", 0, LARGEST));
  }

  private static Account.Key readPasskey(JsonObject json) throws IOException {
    json.only("id", "name", "host", "credential", "count", "backedUp", "created", "used");
    return new Account.Key(
        matching(json, "id", "[\\w-]{1,1400}"),
        json.string("name"),
        json.string("host"),
        matching(json, "credential", "[\\w-]{1,8000}"),
        (long) json.number("count", 0, LARGEST),
        json.bool("backedUp"),
        instant(json, "created"),
        instant(json, "used"));
  }

  private static Account.Pass readToken(JsonObject json) throws IOException {
    json.only("id", "name", "scopes", "sum", "created", "expires", "used");
    var scopes = new TreeSet<Scope>();
    for (var word : json.strings("scopes")) {
      scopes.add(Scope.of(word).orElseThrow(() -> wrong("scopes")));
    }
    return new Account.Pass(
        matching(json, "id", "[0-9a-f]{16}"),
        json.string("name"),
        scopes,
        matching(json, "sum", "[0-9a-f]{64}"),
        instant(json, "created"),
        instant(json, "expires"),
        instant(json, "used"));
  }

  static String matching(JsonObject json, String name, String shape) throws IOException {
    var text = json.string(name);
    if (!text.matches(shape)) {
      throw wrong(name);
    }
    return text;
  }

  static Instant instant(JsonObject json, String name) throws IOException {
    long micros = (long) json.number(name, 0, LATEST);
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }

  private static BadJsonException wrong(String name) {
    return new BadJsonException(name + " is not as Nightjar writes it", null);
  }
}
