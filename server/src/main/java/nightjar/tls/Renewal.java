package nightjar.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a server's certificate is made anew, and from when on that one is good.
///
/// The board has no clock that runs while it is off: at first boot the time may be years off, and
/// nothing made then may stand in the way once the network has told it.
final class Renewal {
  static final Duration BEFORE_THE_END = Duration.ofDays(30);
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private Renewal() {}

  /// @param current empty when there is none that can be read
  /// @param wanted all that the authority may sign
  /// @param earliest when the authority begins
  /// @return why a new one is needed; empty when none is
  static Optional<String> reason(
      Optional<Leaf> current, Identity wanted, Instant earliest, Instant now) {
    if (current.isEmpty()) {
      return Optional.of("there is none");
    }
    var leaf = current.get();
    var missing = wanted.beyond(leaf.identity());
    if (!missing.isEmpty()) {
      return Optional.of("it does not name " + missing);
    }
    var today = later(now, earliest);
    if (leaf.from().isAfter(today)) {
      return Optional.of("it begins " + leaf.from() + ", and it is " + now);
    }
    if (leaf.until().isBefore(today.plus(BEFORE_THE_END))) {
      return Optional.of("it ends " + leaf.until());
    }
    return Optional.empty();
  }

  static Instant start(Instant earliest, Instant now) {
    return later(now.minus(CLOCKS_DIFFER), earliest);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
