package nightjar.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;

/// Buckets of failed attempts, in memory. A restart forgets them, which no stranger can bring
/// about.
final class Throttle {
  /// What failures are counted against, and how many are free.
  enum Kind {
    /// An account, from one address.
    ACCOUNT_AT_ADDRESS(5, true),
    /// An account, from a browser that has signed in as it before: the only one it must pass.
    DEVICE(5, true),
    /// An address, over all accounts.
    ADDRESS(20, false),
    /// An account, over all addresses.
    ACCOUNT(100, false),
    SETUP_AT_ADDRESS(5, false),
    SETUP(50, false);

    final int free;
    private final boolean forgiven; // by a success

    Kind(int free, boolean forgiven) {
      this.free = free;
      this.forgiven = forgiven;
    }

    Gate of(String key) {
      return new Gate(this, key);
    }
  }

  /// One bucket that an attempt must pass.
  record Gate(Kind kind, String key) {}

  /// Whether an attempt may begin.
  sealed interface Admission {
    record Admitted(Attempt attempt) implements Admission {}

    /// @param news nobody was turned away here since it was locked
    record Locked(Duration retryIn, boolean news) implements Admission {}
  }

  static final int LARGEST = 4096; // buckets of a kind

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock. The least recently used bucket goes first.
  private final Map<Kind, Map<String, Bucket>> buckets = new EnumMap<>(Kind.class);

  Throttle(Clock clock) {
    this.clock = clock;
    for (var kind : Kind.values()) {
      buckets.put(kind, new Recent());
    }
  }

  private static final class Recent extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > LARGEST;
    }
  }

  /// Begins an attempt in all gates, or in none.
  Admission begin(List<Gate> gates) {
    lock.lock();
    try {
      var longest = Duration.ZERO;
      boolean news = true;
      for (var gate : gates) {
        var bucket = bucket(gate);
        var wait = bucket.retryIn(gate.kind.free, clock.ticks());
        if (wait.isPositive()) {
          longest = wait.compareTo(longest) > 0 ? wait : longest;
          news &= !bucket.told();
          put(gate, bucket.afterTelling());
        }
      }
      if (longest.isPositive()) {
        return new Admission.Locked(longest, news);
      }
      gates.forEach(gate -> put(gate, bucket(gate).begun()));
      return new Admission.Admitted(new Attempt(gates));
    } finally {
      lock.unlock();
    }
  }

  private Bucket bucket(Gate gate) {
    long now = clock.ticks();
    var bucket = table(gate).get(gate.key);
    return bucket == null ? Bucket.empty(now) : bucket.asOf(gate.kind.free, now);
  }

  private void put(Gate gate, Bucket bucket) {
    if (bucket.isUnused()) {
      table(gate).remove(gate.key);
    } else {
      table(gate).put(gate.key, bucket);
    }
  }

  private Map<String, Bucket> table(Gate gate) {
    return buckets.getOrDefault(gate.kind, Map.of());
  }

  int size(Kind kind) {
    lock.lock();
    try {
      return buckets.getOrDefault(kind, Map.of()).size();
    } finally {
      lock.unlock();
    }
  }

  /// An attempt under way. Closing one that was neither right nor wrong counts for nothing.
  final class Attempt implements AutoCloseable {
    private final List<Gate> gates;
    private boolean ended; // guarded by lock

    private Attempt(List<Gate> gates) {
      this.gates = gates;
    }

    void failed() {
      end((gate, bucket) -> bucket.failed(gate.kind.free, clock.ticks()));
    }

    void succeeded() {
      end((gate, bucket) -> gate.kind.forgiven ? bucket.forgiven(clock.ticks()) : bucket.ended());
    }

    /// Right as far as it went. Counts where going on to the end forgives it, else there would be
    /// no end of such.
    void stopped() {
      end(
          (gate, bucket) ->
              gate.kind.forgiven ? bucket.failed(gate.kind.free, clock.ticks()) : bucket.ended());
    }

    @Override
    public void close() {
      end((_, bucket) -> bucket.ended());
    }

    private interface Ending {
      Bucket after(Gate gate, Bucket before);
    }

    private void end(Ending ending) {
      lock.lock();
      try {
        if (!ended) {
          ended = true;
          gates.forEach(gate -> put(gate, ending.after(gate, bucket(gate))));
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
