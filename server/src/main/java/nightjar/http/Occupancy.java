package nightjar.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import org.jspecify.annotations.Nullable;

/// Who holds which connection, and whose has to go: what an HTTP server's places are kept from
/// those who only hold them.
///
///     waiting ── request ──▶ busy ── answered ──▶ waiting
///                              └─ upgraded ──▶ watching
///
/// A connection may wait so long for the next request, and no byte that trickles in meanwhile makes
/// it longer; an answer may take so long to be fetched. Who watches is no longer our business.
final class Occupancy {
  /// @param all connections at once
  /// @param each connections from one address
  /// @param waiting for the whole head of a request
  /// @param busy from the head to the last byte of the answer
  record Limits(int all, int each, Duration waiting, Duration busy) {}

  private enum Stage {
    WAITING,
    BUSY,
    WATCHING
  }

  private record Place(String address, Stage stage, boolean asked, long since) {
    Place turn(Stage next, long now) {
      return stage == Stage.WATCHING ? this : new Place(address, next, true, now);
    }
  }

  private static final Comparator<Map.Entry<SocketAddress, Place>> LEAST_WORTH =
      Comparator.comparing((Map.Entry<SocketAddress, Place> e) -> e.getValue().stage)
          .thenComparing(e -> e.getValue().asked)
          .thenComparingLong(e -> e.getValue().since);

  private final Limits limits;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the other.
  private final Map<SocketAddress, Place> places = new LinkedHashMap<>();
  private final Map<String, Integer> byAddress = new HashMap<>();

  Occupancy(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// A connection was opened.
  ///
  /// @param from its other end, address and port: no other connection has the same
  /// @return which has to be closed for it, if any: it itself, or another
  Optional<SocketAddress> opened(SocketAddress from, String address) {
    lock.lock();
    try {
      if (byAddress.getOrDefault(address, 0) >= limits.each) {
        return Optional.of(from);
      }
      Optional<SocketAddress> out =
          places.size() < limits.all ? Optional.empty() : Optional.of(leastWorth(from));
      if (!out.equals(Optional.of(from))) {
        out.ifPresent(this::remove);
        places.put(from, new Place(address, Stage.WAITING, false, clock.ticks()));
        byAddress.merge(address, 1, Integer::sum);
      }
      return out;
    } finally {
      lock.unlock();
    }
  }

  /// Who only waits goes before who is answered, who never asked before who did, and the longest
  /// first: an answer is fetched in a moment by who wants it.
  private SocketAddress leastWorth(SocketAddress newest) {
    return places.entrySet().stream()
        .filter(e -> e.getValue().stage != Stage.WATCHING)
        .min(LEAST_WORTH)
        .map(Map.Entry::getKey)
        .orElse(newest);
  }

  void asked(@Nullable SocketAddress from) {
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

  void closed(SocketAddress from) {
    lock.lock();
    try {
      remove(from);
    } finally {
      lock.unlock();
    }
  }

  private void remove(SocketAddress from) {
    var place = places.remove(from);
    if (place != null) {
      byAddress.computeIfPresent(place.address, (_, n) -> n == 1 ? null : n - 1);
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
    return switch (place.stage) {
      case WAITING -> now - place.since > limits.waiting.toNanos();
      case BUSY -> now - place.since > limits.busy.toNanos();
      case WATCHING -> false;
    };
  }

  int count() {
    lock.lock();
    try {
      return places.size();
    } finally {
      lock.unlock();
    }
  }
}
