package nightjar.auth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.auth.RefusedException.Reason;

/// What programs sign in with.
public final class Tokens {
  private static final int LONGEST_LIFE = 366; // days

  private final Parts parts;

  Tokens(Parts parts) {
    this.parts = parts;
  }

  /// @param used EPOCH when never
  public record Token(
      String id, String name, Set<Scope> scopes, Instant created, Instant expires, Instant used) {}

  /// @param text the token itself, shown once
  public record Issued(Token token, String text) {
    @Override
    public String toString() {
      return "Issued[" + token.id + "]"; // never the secret
    }
  }

  /// Those that have expired too, until they are revoked.
  public List<Token> list(Grant grant) {
    return parts.accounts().book().find(grant.user()).stream()
        .flatMap(account -> account.tokens().stream())
        .map(this::shown)
        .toList();
  }

  private Token shown(Account.Pass pass) {
    return new Token(
        pass.id(),
        pass.name(),
        pass.scopes(),
        pass.created(),
        pass.expires(),
        parts.tokenUses().of(pass));
  }

  /// @param days 1 to 366
  public Issued issue(Grant grant, String name, Set<Scope> scopes, int days, Client from)
      throws RefusedException, IOException {
    var label = Label.of("name", name);
    if (days < 1 || days > LONGEST_LIFE) {
      throw RefusedException.field("days", "a token is good for 1 to " + LONGEST_LIFE + " days");
    }
    refuseScopes(grant.role(), scopes);
    var text = Auth.newToken();
    var now = parts.clock().wall();
    var pass =
        new Account.Pass(
            Secrets.hex(8),
            label,
            scopes,
            Secrets.sum(text),
            now,
            now.plus(Duration.ofDays(days)),
            Instant.EPOCH);
    parts.accounts().change(book -> book.with(adding(book.get(grant.user()), pass)));
    parts.audit().add(grant, from, "token-added", label, words(scopes));
    return new Issued(shown(pass), text);
  }

  private static void refuseScopes(Role role, Set<Scope> scopes) throws RefusedException {
    var allowed = Auth.scopesOf(role);
    if (scopes.isEmpty() || !allowed.containsAll(scopes)) {
      throw RefusedException.field(
          "scopes", "must be one or more of " + words(allowed) + ", as far as your account goes");
    }
  }

  private static String words(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
  }

  private static Account adding(Account account, Account.Pass pass) throws RefusedException {
    if (account.tokens().size() >= Account.MOST_TOKENS) {
      throw RefusedException.field(
          "name", "there are " + Account.MOST_TOKENS + " tokens already; revoke one first");
    }
    var tokens = new ArrayList<>(account.tokens());
    tokens.add(pass);
    return account.withTokens(tokens);
  }

  public void revoke(Grant grant, String id, Client from) throws RefusedException, IOException {
    parts.accounts().change(book -> book.with(without(book.get(grant.user()), id)));
    parts.audit().add(grant, from, "token-revoked", id, "");
  }

  /// Every one, as after a theft.
  public void revokeAll(Grant grant, Client from) throws RefusedException, IOException {
    parts.revokeTokens(grant, grant.user(), from);
  }

  private static Account without(Account account, String id) throws RefusedException {
    var left = account.tokens().stream().filter(pass -> !pass.id().equals(id)).toList();
    if (left.size() == account.tokens().size()) {
      throw RefusedException.because(Reason.NOT_FOUND, "there is no such token");
    }
    return account.withTokens(left);
  }
}
