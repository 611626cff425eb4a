package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.Clock;

/// When tokens were used last: in memory, and now and then on disk.
final class TokenUses {
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(10);
  private static final System.Logger log = System.getLogger(TokenUses.class.getName());

  private final BookKeeper accounts;
  private final Clock clock;
  private final Map<String, Instant> uses = new ConcurrentHashMap<>(); // by the token's sum
  private volatile long written; // in ticks

  TokenUses(BookKeeper accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.written = clock.ticks();
  }

  void used(Account.Pass pass) {
    uses.put(pass.sum(), clock.wall());
  }

  Instant of(Account.Pass pass) {
    return uses.getOrDefault(pass.sum(), pass.used());
  }

  void tick() {
    if (clock.ticks() - written >= BETWEEN_WRITES.toNanos()) {
      write();
    }
  }

  void write() {
    written = clock.ticks();
    var now = Map.copyOf(uses);
    if (now.isEmpty()) {
      return;
    }
    try {
      accounts.change(book -> noted(book, now));
      now.forEach(uses::remove);
    } catch (IOException | RefusedException e) {
      log.log(WARNING, "when tokens were used could not be written: {0}", e);
    }
  }

  private static Book noted(Book book, Map<String, Instant> uses) {
    for (var account : book.accounts()) {
      var passes =
          account.tokens().stream()
              .map(pass -> uses.containsKey(pass.sum()) ? pass.usedAt(uses.get(pass.sum())) : pass)
              .toList();
      if (!passes.equals(account.tokens())) {
        book = book.with(account.withTokens(passes));
      }
    }
    return book;
  }
}
