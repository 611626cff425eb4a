package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nightjar.auth.Moderation.Grade;
import nightjar.auth.RefusedException.Reason;
import nightjar.auth.Throttle.Admission;
import nightjar.auth.Throttle.Attempt;
import nightjar.auth.Throttle.Gate;
import nightjar.auth.Throttle.Kind;
import nightjar.base.Network;

/// Proves who somebody is by password, and by a code where the account asks for one. Throttled;
/// while locked, nothing is hashed. An unknown name costs the same work, and gets the same answer.
final class Proof {
  private static final int STRANGERS = 1024; // buckets that unknown names share
  private static final System.Logger log = System.getLogger(Proof.class.getName());

  private final Parts parts;
  private final byte[] strangers = Secrets.bytes(32);

  Proof(Parts parts) {
    this.parts = parts;
  }

  /// What is asked for besides the password.
  enum Factors {
    /// A code, if the account has an authenticator app; the login is noted.
    LOGIN,
    /// A code likewise.
    CONFIRM,
    PASSWORD_ALONE
  }

  /// Everything somebody gave to prove who they are.
  record Claim(String user, String password, String code, String device, Client from) {}

  /// @param action for the audit; a failure is written as `action-failed`
  /// @return the account as it is now
  Account prove(Claim claim, Factors factors, String action)
      throws RefusedException, InterruptedException, IOException {
    var user = UserName.typed(claim.user);
    var account = parts.accounts().book().find(user);
    try (var attempt = begin(gates(user, account.isPresent(), claim), account, claim, action)) {
      boolean right =
          parts.hashing().verify(account.map(Account::password), passwordToTry(claim.password));
      if (!right) {
        throw wrong(Grade.GUESS, attempt, account, claim, action, "wrong password");
      }
      var known = account.orElseThrow();
      if (asksForCode(known, factors) && claim.code.isBlank()) {
        attempt.stopped();
        note(
            Grade.PASSWORD_RIGHT,
            account,
            claim,
            action + "-stopped",
            "password right, second factor not given");
        throw RefusedException.because(
            Reason.SECOND_NEEDED,
            "a code of your authenticator app, or a recovery code, is needed");
      }
      var proved = accept(attempt, known, claim, factors, action);
      attempt.succeeded();
      return proved;
    }
  }

  /// The longest are cut before they cost anything: they are nobody's.
  private static String passwordToTry(String password) {
    int most = 2 * PasswordRules.LONGEST; // code points of two characters each
    return password.length() <= most ? password : password.substring(0, most) + "…";
  }

  private static boolean asksForCode(Account account, Factors factors) {
    return factors != Factors.PASSWORD_ALONE && account.totp().isPresent();
  }

  /// Uses up the code, on disk, before anything is granted for it.
  private Account accept(
      Attempt attempt, Account known, Claim claim, Factors factors, String action)
      throws RefusedException, InterruptedException, IOException {
    boolean code = asksForCode(known, factors);
    var fresh =
        Hashing.isOutdated(known.password())
            ? parts.hashing().hash(claim.password)
            : known.password();
    if (!code && factors != Factors.LOGIN && fresh.equals(known.password())) {
      return known;
    }
    try {
      var book =
          parts
              .accounts()
              .change(
                  current -> {
                    var account = current.get(known.name());
                    if (!account.password().equals(known.password())) {
                      throw RefusedException.because(Reason.WRONG, WRONG);
                    }
                    var used = code ? spend(account, claim.code) : account;
                    var noted =
                        factors == Factors.LOGIN ? used.withLogin(parts.clock().wall()) : used;
                    return current.with(noted.withPassword(fresh));
                  });
      return book.get(known.name());
    } catch (RefusedException e) {
      var what = code ? "password right, second factor failed" : "the password has just changed";
      throw wrong(Grade.PASSWORD_RIGHT, attempt, Optional.of(known), claim, action, what);
    } catch (IOException e) {
      if (code) {
        throw e;
      }
      log.log(WARNING, "a login is not noted: {0}", e);
      return known;
    }
  }

  /// Else it is a recovery code.
  static boolean isOfApp(String code) {
    return code.replaceAll("\\s", "").matches("\\d{6}");
  }

  private Account spend(Account account, String code) throws RefusedException {
    var totp = account.totp();
    if (totp.isEmpty()) {
      return account;
    }
    if (isOfApp(code)) {
      var digits = code.replaceAll("\\s", "");
      long step = totp.get().match(digits, parts.clock().wall());
      if (step >= 0) {
        return account.withFactors(Optional.of(totp.get().usedAt(step)), account.recovery());
      }
    } else {
      var left = RecoveryCodes.without(account.recovery(), code);
      if (left.size() < account.recovery().size()) {
        return account.withFactors(totp, left);
      }
    }
    throw RefusedException.because(Reason.WRONG, WRONG);
  }

  private static final String WRONG = "name, password or code is wrong";

  private RefusedException wrong(
      Grade grade,
      Attempt attempt,
      Optional<Account> account,
      Claim claim,
      String action,
      String detail) {
    attempt.failed();
    note(grade, account, claim, action + "-failed", account.isPresent() ? detail : "unknown name");
    return RefusedException.because(Reason.WRONG, WRONG);
  }

  /// An unknown name may be a password typed into the wrong field: it is written nowhere.
  private void note(
      Grade grade, Optional<Account> account, Claim claim, String action, String detail) {
    parts
        .moderation()
        .failed(grade, account.map(Account::name).orElse(""), claim.from, action, detail);
  }

  private Attempt begin(List<Gate> gates, Optional<Account> account, Claim claim, String action)
      throws RefusedException {
    return switch (parts.throttle().begin(gates)) {
      case Admission.Admitted(var attempt) -> attempt;
      case Admission.Locked(var retryIn, var news) -> {
        if (news) {
          note(Grade.GUESS, account, claim, action + "-locked", "too many failures");
        }
        throw RefusedException.wait(retryIn, "too many failures; wait a little");
      }
    };
  }

  private List<Gate> gates(String user, boolean known, Claim claim) {
    var book = parts.accounts().book();
    var address = Network.of(claim.from.address());
    var device =
        known
            ? DeviceCookie.device(book.deviceKey(), user, claim.device, parts.clock().wall())
            : Optional.<String>empty();
    if (device.isPresent()) {
      return List.of(Kind.DEVICE.of(user + "@" + device.get()));
    }
    var account = known ? user : stranger(user);
    return List.of(
        Kind.ACCOUNT_AT_ADDRESS.of(account + "@" + address),
        Kind.ADDRESS.of(address),
        Kind.ACCOUNT.of(account));
  }

  /// Unknown names lock like accounts do, else the lock would tell which names are accounts; but
  /// there are endless many of them, so they share buckets, in a way that nobody outside can tell.
  private String stranger(String user) {
    var sum = Secrets.mac("HmacSHA256", strangers, user.getBytes(UTF_8));
    return "?" + (((sum[0] & 0xff) << 8 | (sum[1] & 0xff)) % STRANGERS);
  }
}
