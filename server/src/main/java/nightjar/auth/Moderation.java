package nightjar.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import nightjar.base.Clock;

/// Writes strangers' failures to the audit, but not more than so many an hour: nobody shall fill
/// the disk by failing. At the end of the hour one line counts the rest, by whose accounts they
/// were about. Those of somebody who has the password are counted by themselves, so that no flood
/// of guesses hides them.
final class Moderation {
  static final int MOST = 100;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_NAMED = 8;

  private final Audit audit;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Grade, State> states = new EnumMap<>(Grade.class); // guarded by lock

  Moderation(Audit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
    for (var grade : Grade.values()) {
      states.put(grade, State.begin(clock.ticks()));
    }
  }

  /// How near somebody came.
  enum Grade {
    GUESS,
    PASSWORD_RIGHT
  }

  /// An hour of failures.
  ///
  /// @param since ticks at which it began
  /// @param written one by one
  /// @param rest how many were not, by account; empty for nobody's
  record State(long since, int written, Map<String, Long> rest) {
    State {
      rest = Map.copyOf(rest);
    }

    static State begin(long now) {
      return new State(now, 0, Map.of());
    }

    boolean isOver(long now) {
      return now - since >= WINDOW.toNanos();
    }

    boolean isFull() {
      return written >= MOST;
    }

    State oneMore(String user) {
      if (!isFull()) {
        return new State(since, written + 1, rest);
      }
      var more = new TreeMap<>(rest);
      more.merge(user, 1L, Long::sum);
      return new State(since, written, more);
    }

    /// What the line that counts says, if there is anything to count.
    Optional<String> summary() {
      long count = rest.values().stream().mapToLong(n -> n).sum();
      if (count == 0) {
        return Optional.empty();
      }
      var names =
          rest.entrySet().stream()
              .filter(entry -> !entry.getKey().isEmpty())
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(MOST_NAMED)
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      return Optional.of("and " + count + " more" + (names.isEmpty() ? "" : ": " + names));
    }
  }

  /// @param user an account's name, or empty: of accounts there are few
  void failed(Grade grade, String user, Client from, String action, String detail) {
    tick();
    boolean write;
    lock.lock();
    try {
      var state = state(grade);
      write = !state.isFull();
      states.put(grade, state.oneMore(user));
    } finally {
      lock.unlock();
    }
    if (write) {
      audit.add(user, from.address(), action, "", false, detail);
    } else {
      audit.tell(action);
    }
  }

  /// Every second or so.
  void tick() {
    for (var grade : Grade.values()) {
      closeHour(grade, false);
    }
  }

  /// Counts what nobody will count later.
  void close() {
    for (var grade : Grade.values()) {
      closeHour(grade, true);
    }
  }

  private static String said(Grade grade) {
    return switch (grade) {
      case GUESS -> "failures";
      case PASSWORD_RIGHT -> "failures-with-password";
    };
  }

  private State state(Grade grade) {
    return states.getOrDefault(grade, State.begin(clock.ticks()));
  }

  private void closeHour(Grade grade, boolean early) {
    var over = Optional.<State>empty();
    lock.lock();
    try {
      if (early || state(grade).isOver(clock.ticks())) {
        over = Optional.of(state(grade));
        states.put(grade, State.begin(clock.ticks()));
      }
    } finally {
      lock.unlock();
    }
    over.flatMap(State::summary)
        .ifPresent(words -> audit.add("", "", said(grade), "", false, words));
  }
}
