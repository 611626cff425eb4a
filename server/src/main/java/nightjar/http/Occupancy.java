package nightjar.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import org.jspecify.annotations.Nullable;

/// Who holds which connection, and whose has to go: what an HTTP server's places are kept from
/// those who only hold them.
///
///     waiting ── head ──▶ sending ── body ──▶ busy ── answered ──▶ waiting
///        └────── head without a body ─────────▲ └─ upgraded ──▶ watching
///
/// Each stage but the last may take so long, and no byte that trickles in meanwhile makes it longer;
/// of a long answer, each piece of it may take so long.
/// When a place is needed, connections that an account vouches for go last, unless that account has
/// too many. Else it is taken from the client that holds most, so that nobody gains by opening more;
/// of clients that hold as many, from the connection that is no longer young and has been in its
/// stage for longest. What it did before does not count: an attacker can have done anything, and the
/// owner's new connection has done nothing yet.
final class Occupancy {
  /// How long each stage may take.
  ///
  /// @param head of a request, whole
  /// @param body likewise, from the head on
  /// @param answer to the last byte fetched
  record Deadlines(Duration head, Duration body, Duration answer) {}

  /// @param all connections at once
  /// @param each connections of one client
  /// @param vouched connections that one account can vouch for
  /// @param shared clients that stand for many, and may hold all
  record Limits(int all, int each, int vouched, Set<String> shared) {}

  private static final Duration YOUNG = Duration.ofSeconds(1);

  private enum Stage {
    WAITING,
    SENDING,
    BUSY,
    WATCHING
  }

  /// @param peer the connection's other end
  /// @param client whose request it carries: behind a proxy another than the peer
  /// @param account that the last request was of; empty when nobody's
  /// @param opened in ticks, as is the other
  private record Place(
      String peer, String client, Stage stage, String account, long opened, long since) {
    static Place opened(String peer, long now) {
      return new Place(peer, peer, Stage.WAITING, "", now, now);
    }

    Place asked(Asked by, long now) {
      var next = by.body ? Stage.SENDING : Stage.BUSY;
      return new Place(peer, by.client, next, by.account, opened, now);
    }

    Place turn(Stage next, long now) {
      var whose = next == Stage.WAITING ? peer : client;
      return stage == Stage.WATCHING ? this : new Place(peer, whose, next, account, opened, now);
    }

    boolean canGo() {
      return stage != Stage.WATCHING;
    }
  }

  /// What decides who goes, the least first.
  private record Worth(boolean vouched, long held, boolean young, long since) {
    static final Comparator<Worth> LEAST =
        Comparator.comparing(Worth::vouched)
            .thenComparing(Comparator.comparingLong(Worth::held).reversed())
            .thenComparing(Worth::young)
            .thenComparingLong(Worth::since);
  }

  /// A request's head.
  ///
  /// @param client whose it is
  /// @param account whose session or token it shows; empty when there is none that stands
  /// @param body one follows
  record Asked(String client, String account, boolean body) {}

  private final Limits limits;
  private final Deadlines deadlines;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SocketAddress, Place> places = new LinkedHashMap<>(); // guarded by lock

  Occupancy(Limits limits, Deadlines deadlines, Clock clock) {
    this.limits = limits;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /// A connection was opened.
  ///
  /// @param from its other end, address and port: no other connection has the same
  /// @param peer what of its address counts as one client
  /// @return which has to be closed for it, if any: another or, when all others watch, it itself
  Optional<SocketAddress> opened(SocketAddress from, String peer) {
    lock.lock();
    try {
      places.put(from, Place.opened(peer, clock.ticks()));
      var out = beyondItsShare(peer, from);
      return out.isPresent() || places.size() <= limits.all ? out : takeAway(_ -> true, from);
    } finally {
      lock.unlock();
    }
  }

  /// The head of a request came.
  ///
  /// @return which has to be closed because this client holds too many, if any
  Optional<SocketAddress> asked(@Nullable SocketAddress from, Asked by) {
    lock.lock();
    try {
      var place = places.get(from);
      if (from == null || place == null || !place.canGo()) {
        return Optional.empty();
      }
      places.put(from, place.asked(by, clock.ticks()));
      return by.client.equals(place.client) ? Optional.empty() : beyondItsShare(by.client, from);
    } finally {
      lock.unlock();
    }
  }

  /// The body is whole.
  void received(@Nullable SocketAddress from) {
    turn(from, Stage.BUSY);
  }

  /// Some tens of kilobytes of a long answer were taken: it may go on for as long again.
  void fetched(@Nullable SocketAddress from) {
    turn(from, Stage.BUSY);
  }

  void answered(@Nullable SocketAddress from) {
    turn(from, Stage.WAITING);
  }

  /// Who watches stays as long as that lasts.
  void upgraded(@Nullable SocketAddress from) {
    turn(from, Stage.WATCHING);
  }

  private void turn(@Nullable SocketAddress from, Stage next) {
    if (from == null) {
      return;
    }
    lock.lock();
    try {
      places.computeIfPresent(from, (_, place) -> place.turn(next, clock.ticks()));
    } finally {
      lock.unlock();
    }
  }

  private Optional<SocketAddress> beyondItsShare(String client, SocketAddress newest) {
    boolean beyond =
        !limits.shared.contains(client)
            && places.values().stream().filter(p -> p.client.equals(client)).count() > limits.each;
    return beyond ? takeAway(place -> place.client.equals(client), newest) : Optional.empty();
  }

  /// @param newest for whom it is done: goes when nobody else can
  private Optional<SocketAddress> takeAway(Predicate<Place> among, SocketAddress newest) {
    var worth = worth();
    var out =
        places.entrySet().stream()
            .filter(e -> e.getValue().canGo() && among.test(e.getValue()))
            .filter(e -> !e.getKey().equals(newest))
            .min(Comparator.comparing(e -> worth.apply(e.getValue()), Worth.LEAST))
            .map(Map.Entry::getKey)
            .orElse(newest);
    places.remove(out);
    return Optional.of(out);
  }

  private Function<Place, Worth> worth() {
    long now = clock.ticks();
    var byAccount = counted(place -> !place.account.isEmpty(), Place::account);
    Predicate<Place> vouched =
        place -> byAccount.getOrDefault(place.account, Long.MAX_VALUE) <= limits.vouched;
    var known = counted(vouched, Place::client);
    var strange = counted(vouched.negate(), Place::client);
    return place -> {
      boolean isKnown = vouched.test(place);
      long held = (isKnown ? known : strange).getOrDefault(place.client, 0L);
      return new Worth(isKnown, held, now - place.opened < YOUNG.toNanos(), place.since);
    };
  }

  /// Those who watch do not count: a house that looks at all its cameras holds nothing it could do
  /// without.
  private Map<String, Long> counted(Predicate<Place> which, Function<Place, String> by) {
    return places.values().stream()
        .filter(place -> place.canGo() && which.test(place))
        .collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  void closed(SocketAddress from) {
    lock.lock();
    try {
      places.remove(from);
    } finally {
      lock.unlock();
    }
  }

  /// Connections whose time is over.
  List<SocketAddress> overdue() {
    long now = clock.ticks();
    lock.lock();
    try {
      return places.entrySet().stream()
          .filter(e -> isOverdue(e.getValue(), now))
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOverdue(Place place, long now) {
    long passed = now - place.since;
    return switch (place.stage) {
      case WAITING -> passed > deadlines.head.toNanos();
      case SENDING -> passed > deadlines.body.toNanos();
      case BUSY -> passed > deadlines.answer.toNanos();
      case WATCHING -> false;
    };
  }
}
