package nightjar.auth;

import java.io.IOException;
import nightjar.auth.RefusedException.Reason;

/// What somebody signed in does with their own password.
public final class Passwords {
  private final Parts parts;
  private final Proof proof;

  Passwords(Parts parts, Proof proof) {
    this.parts = parts;
    this.proof = proof;
  }

  /// Makes the session confirmed for ten minutes, and gives it another cookie: whoever has a copy
  /// of the old one is not confirmed with it.
  public Signed confirm(Grant grant, String password, String code, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    var claim = new Proof.Claim(grant.user(), password, code, presented.device(), from);
    var account = proof.prove(claim, Proof.Factors.CONFIRM, "confirm");
    var signed =
        parts
            .renew(account, grant)
            .orElseThrow(
                () -> RefusedException.because(Reason.WRONG, "this session has just ended"));
    parts.audit().add(grant, from, "confirm", "", "");
    return signed;
  }

  /// Ends all sessions of the account and begins one. A wrong `current` is FIELD `current`.
  public Signed change(
      Grant grant, String current, String password, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    PasswordRules.check("password", password, grant.user());
    var proved = prove(grant, current, presented, from);
    var encoded = parts.hashing().hash(password);
    var book =
        parts
            .accounts()
            .change(
                before -> {
                  var account = before.get(grant.user());
                  if (!account.password().equals(proved.password())) {
                    throw RefusedException.because(Reason.WRONG, "the password has just changed");
                  }
                  return before.with(account.withPassword(encoded).withoutSessions());
                });
    var signed = parts.begin(book.get(grant.user()), presented, from);
    parts.audit().add(grant, from, "password", grant.user(), "");
    return signed;
  }

  private Account prove(Grant grant, String current, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    var claim = new Proof.Claim(grant.user(), current, "", presented.device(), from);
    try {
      return proof.prove(claim, Proof.Factors.PASSWORD_ALONE, "password");
    } catch (RefusedException e) {
      throw e.reason() == Reason.WRONG
          ? RefusedException.field("current", "this is not the password")
          : e;
    }
  }
}
