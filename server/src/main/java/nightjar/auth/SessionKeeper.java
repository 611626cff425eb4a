package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import nightjar.base.Clock;

/// Keeps the sessions: in memory, and in `sessions.json` so that a restart signs nobody out.
final class SessionKeeper {
  static final String FILE = "sessions.json";
  static final int MOST_OF_A_USER = 20;
  static final int MOST = 500;
  private static final Duration CONFIRMED_FOR = Duration.ofMinutes(10);
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(10);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
  private static final Duration SEEN_EXACTNESS = Duration.ofSeconds(30);
  private static final System.Logger log = System.getLogger(SessionKeeper.class.getName());

  private final DataFolder folder;
  private final BookKeeper accounts;
  private final SessionLimits limits;
  private final Clock clock;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  // By id: ticks when password or passkey was given.
  private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
  // Serialises beginning sessions and writing the file; finding one does not take it.
  private final ReentrantLock changing = new ReentrantLock();
  private boolean unwritten; // guarded by changing
  private boolean failed; // guarded by changing: the last time it was written
  private long written; // guarded by changing: in ticks
  private long counted; // guarded by changing: in ticks, when time behind was counted last

  private SessionKeeper(DataFolder folder, BookKeeper accounts, SessionLimits limits, Clock clock) {
    this.folder = folder;
    this.accounts = accounts;
    this.limits = limits;
    this.clock = clock;
    this.written = clock.ticks();
    this.counted = clock.ticks();
  }

  static SessionKeeper open(
      DataFolder folder, BookKeeper accounts, SessionLimits limits, Clock clock)
      throws IOException {
    var keeper = new SessionKeeper(folder, accounts, limits, clock);
    var text = folder.read(FILE);
    if (text.isPresent()) {
      try {
        SessionsText.read(text.get()).forEach(s -> keeper.sessions.put(s.key(), s));
      } catch (IOException e) {
        throw new IOException(
            "%s cannot be read: %s. Remove it: everybody then signs in again"
                .formatted(folder.file(FILE), e.getMessage()),
            e);
      }
    }
    return keeper;
  }

  /// A session and the cookie that shows it.
  record Begun(Session session, String cookie) {}

  /// @param ended the cookie that the login came with, whose session ends
  Begun begin(Account account, String ended, Client from) {
    var cookie = Secrets.text();
    var now = clock.wall();
    var session =
        new Session(
            Secrets.sum(cookie),
            Secrets.hex(8),
            account.name(),
            account.stamp(),
            now,
            now,
            Duration.ZERO,
            from.address(),
            from.agent());
    changing.lock();
    try {
      var before = sessions.get(Secrets.sum(ended));
      if (before != null) {
        forget(before);
      }
      makeRoom(account.name());
      sessions.put(session.key(), session);
      confirmed.put(session.id(), clock.ticks());
      write();
    } finally {
      changing.unlock();
    }
    return new Begun(session, cookie);
  }

  private void makeRoom(String user) {
    var oldestFirst =
        sessions.values().stream()
            .sorted(Comparator.comparing(Session::seen).thenComparing(Session::created))
            .toList();
    var own = oldestFirst.stream().filter(s -> s.user().equals(user)).toList();
    own.stream().limit(Math.max(0, own.size() - MOST_OF_A_USER + 1)).forEach(this::forget);
    oldestFirst.stream()
        .filter(s -> sessions.containsKey(s.key()))
        .limit(Math.max(0, sessions.size() - MOST + 1))
        .forEach(this::forget);
  }

  private void forget(Session session) {
    sessions.remove(session.key());
    confirmed.remove(session.id());
  }

  /// Gives a session another cookie, for whoever has just proved who they are; the old one opens
  /// nothing from now on. Conversations it began go on.
  ///
  /// @return empty when it has ended
  Optional<Begun> renew(String user, String id) {
    var cookie = Secrets.text();
    changing.lock();
    try {
      var old = findById(user, id);
      if (old.isEmpty()) {
        return Optional.empty();
      }
      var renewed = old.get().withKey(Secrets.sum(cookie));
      sessions.put(renewed.key(), renewed); // before the old one goes: it never seems ended
      sessions.remove(old.get().key());
      confirmed.put(id, clock.ticks());
      write();
      return Optional.of(new Begun(renewed, cookie));
    } finally {
      changing.unlock();
    }
  }

  /// The session of a cookie, if it still stands.
  Optional<Session> find(String cookie) {
    var session = sessions.get(Secrets.sum(cookie));
    return session != null && stands(session) ? Optional.of(session) : Optional.empty();
  }

  /// Whatever its cookie is by now.
  Optional<Session> findById(String user, String id) {
    return sessions.values().stream()
        .filter(session -> session.id().equals(id) && session.user().equals(user))
        .filter(this::stands)
        .findFirst();
  }

  private boolean stands(Session session) {
    return accounts
            .book()
            .find(session.user())
            .filter(account -> account.stamp().equals(session.stamp()))
            .isPresent()
        && !limits.isOver(session.created(), session.seen(), session.behind(), clock.wall());
  }

  /// Notes that it is used, now and then.
  void see(Session session) {
    var now = clock.wall();
    if (Duration.between(session.seen(), now).compareTo(SEEN_EXACTNESS) >= 0) {
      sessions.computeIfPresent(session.key(), (_, current) -> current.seenAt(now));
    }
  }

  boolean isConfirmed(String id) {
    var at = confirmed.get(id);
    return at != null && clock.ticks() - at < CONFIRMED_FOR.toNanos();
  }

  Duration lifetime() {
    return limits.lifetime();
  }

  /// Newest first.
  List<Session> of(String user) {
    return sessions.values().stream()
        .filter(session -> session.user().equals(user) && stands(session))
        .sorted(Comparator.comparing(Session::created).reversed())
        .toList();
  }

  /// What has become of sessions that were to end.
  enum Ended {
    NONE_THERE,
    FOR_GOOD,
    /// It could not be written down: they are back if the program starts again before it can be.
    UNTIL_A_RESTART
  }

  Ended end(Predicate<Session> which) {
    changing.lock();
    try {
      var ending = sessions.values().stream().filter(which).toList();
      if (ending.isEmpty()) {
        return Ended.NONE_THERE;
      }
      ending.forEach(this::forget);
      return write() ? Ended.FOR_GOOD : Ended.UNTIL_A_RESTART;
    } finally {
      changing.unlock();
    }
  }

  /// Lets one session live on where all others of its account ended.
  void restamp(String id, Account account) {
    changing.lock();
    try {
      sessions.replaceAll(
          (_, session) ->
              session.id().equals(id) && session.user().equals(account.name())
                  ? session.stamped(account.stamp())
                  : session);
      write();
    } finally {
      changing.unlock();
    }
  }

  /// Every second or so: forgets what is over, and writes down who was seen when it is time.
  void tick() {
    changing.lock();
    try {
      countBehind(clock.wall());
      for (var session : sessions.values()) {
        if (!stands(session)) {
          forget(session);
          unwritten = true;
        }
      }
      var pause = failed ? BETWEEN_TRIES : unwritten ? Duration.ZERO : BETWEEN_WRITES;
      if (clock.ticks() - written >= pause.toNanos()) {
        write();
      }
    } finally {
      changing.unlock();
    }
  }

  private void countBehind(Instant now) {
    var passed = Duration.ofNanos(clock.ticks() - counted);
    counted = clock.ticks();
    for (var key : Set.copyOf(sessions.keySet())) {
      sessions.computeIfPresent(
          key,
          (_, session) -> session.seen().isAfter(now) ? session.longerBehind(passed) : session);
    }
  }

  /// A disk that is full must not keep people out, or in: what counts is in memory, and writing is
  /// tried again.
  private boolean write() {
    written = clock.ticks();
    try {
      folder.replace(FILE, SessionsText.write(sessions.values()));
      unwritten = false;
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        log.log(
            WARNING,
            "the sessions could not be written, a restart may end some and bring back others: {0}",
            e);
      }
      failed = true;
    }
    return !failed;
  }

  void close() {
    changing.lock();
    try {
      write();
    } finally {
      changing.unlock();
    }
  }
}
