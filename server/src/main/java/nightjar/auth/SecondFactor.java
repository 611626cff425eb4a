package nightjar.auth;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.auth.RefusedException.Reason;
import nightjar.qr.QrDrawing;

/// Codes of an authenticator app, and the recovery codes that stand in for them.
public final class SecondFactor {
  private static final Duration OFFERED_FOR = Duration.ofMinutes(30);

  private final Parts parts;
  // By account; so at most as many as there are accounts.
  private final Map<String, Offered> offered = new ConcurrentHashMap<>();

  SecondFactor(Parts parts) {
    this.parts = parts;
  }

  /// @param at in ticks
  private record Offered(Totp totp, long at) {}

  /// A secret not yet in force.
  ///
  /// @param secret base32
  /// @param uri `otpauth://...`
  /// @param qr of the uri: SVG path data
  /// @param size of the view box, in modules, border included
  public record Offer(String secret, String uri, String qr, int size) {
    @Override
    public String toString() {
      return "Offer"; // never the secret
    }
  }

  public Offer offer(Grant grant) throws RefusedException {
    var account = parts.own(grant);
    var totp = Totp.fresh();
    offered.put(account.name(), new Offered(totp, parts.clock().ticks()));
    var uri =
        "otpauth://totp/Nightjar:%s?secret=%s&issuer=Nightjar"
            .formatted(URLEncoder.encode(account.name(), StandardCharsets.UTF_8), totp.base32());
    var drawing = QrDrawing.of(uri);
    return new Offer(totp.base32(), uri, drawing.path(), drawing.size());
  }

  /// Puts the secret offered last in force.
  ///
  /// @return recovery codes, shown once
  public List<String> turnOn(Grant grant, String code, Client from)
      throws RefusedException, IOException {
    var offer = offered.get(grant.user());
    if (offer == null || parts.clock().ticks() - offer.at > OFFERED_FOR.toNanos()) {
      throw RefusedException.field("code", "begin again: the code shown is too old");
    }
    var digits = code.replaceAll("\\s", "");
    long step = offer.totp.match(digits, parts.clock().wall());
    if (step < 0) {
      throw RefusedException.field(
          "code", "this is not the code of now; are the clocks of server and phone right?");
    }
    var recovery = RecoveryCodes.fresh();
    change(
        grant,
        account ->
            account.withFactors(
                Optional.of(offer.totp.usedAt(step)), RecoveryCodes.sums(recovery)));
    offered.remove(grant.user());
    parts.audit().add(grant, from, "totp-on", grant.user(), "");
    return recovery;
  }

  public void turnOff(Grant grant, Client from) throws RefusedException, IOException {
    change(grant, account -> account.withFactors(Optional.empty(), List.of()));
    parts.audit().add(grant, from, "totp-off", grant.user(), "");
  }

  /// @return new recovery codes in place of the old; OFF without an authenticator app
  public List<String> renewRecovery(Grant grant, Client from) throws RefusedException, IOException {
    var recovery = RecoveryCodes.fresh();
    change(
        grant,
        account -> {
          if (account.totp().isEmpty()) {
            throw RefusedException.because(Reason.OFF, "there is no authenticator app");
          }
          return account.withFactors(account.totp(), RecoveryCodes.sums(recovery));
        });
    parts.audit().add(grant, from, "recovery", grant.user(), "");
    return recovery;
  }

  private interface Change {
    Account of(Account account) throws RefusedException;
  }

  private void change(Grant grant, Change change) throws RefusedException, IOException {
    parts.accounts().change(book -> book.with(change.of(book.get(grant.user()))));
  }
}
