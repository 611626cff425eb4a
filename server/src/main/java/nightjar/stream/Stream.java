package nightjar.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Slab;
import nightjar.base.SlabPool;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import org.jspecify.annotations.Nullable;

/// The recent fragments of one rendition, and everyone reading them.
///
/// One thread publishes; each reader is one thread of its own. The publisher never waits for a
/// reader, and readers share the bytes. Whole GOPs are kept, so that a reader can always start; one
/// that falls off the old end starts again at the newest IDR and is told what it missed.
public final class Stream implements AutoCloseable {
  /// Of a reader that takes whatever there is.
  public static final long ALL = Long.MAX_VALUE;

  private final Packaging packaging;
  private final Prefix prefix;
  private final SlabPool pool;
  private final Bounds bounds;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock, as are all below. Empty or starting with an IDR; fragment number n is
  // recent.get(n - first).
  private final List<Fragment> recent = new ArrayList<>();
  private long first;
  private long bytes;
  private final List<Reader> reading = new ArrayList<>();
  private int eager;
  private long tooLarge;
  private boolean closed;

  // The publisher's own: what left `recent` and is let go once the lock is.
  private final List<Fragment> dropped = new ArrayList<>();

  /// How much a stream keeps.
  ///
  /// @param bytes at most; a single GOP larger than this is dropped, up to the next IDR
  /// @param lasting whole GOPs are kept until they cover this
  public record Bounds(long bytes, Duration lasting) {}

  public Stream(Packaging packaging, Prefix prefix, SlabPool pool, Bounds bounds) {
    this.packaging = packaging;
    this.prefix = prefix;
    this.pool = pool;
    this.bounds = bounds;
  }

  /// Copies the unit's bytes; never waits for a reader.
  ///
  /// @return false when the unit is of no use before an IDR has come
  /// @throws IOException the unit is malformed; nothing was published
  public boolean publish(AccessUnit unit) throws IOException {
    int length = packaging.measure(unit);
    if (length == 0) {
      return true;
    }
    var slab = pool.take((long) prefix.size() + length);
    boolean kept = add(unit, slab, length);
    if (!kept) {
      slab.release();
    }
    releaseDropped();
    return kept;
  }

  /// What comes next does not continue what came before: joining readers get none of the old. Any
  /// thread.
  public void interrupt() {
    List<Fragment> old;
    lock.lock();
    try {
      old = List.copyOf(recent);
      recent.clear();
      first += old.size();
      bytes = 0;
    } finally {
      lock.unlock();
    }
    old.forEach(Fragment::release);
  }

  public Reader subscribe() {
    lock.lock();
    try {
      var reader = new Reader();
      reading.add(reader);
      return reader;
    } finally {
      lock.unlock();
    }
  }

  /// Asked for every picture, so it leaves nothing behind.
  public int readers() {
    lock.lock();
    try {
      return reading.size();
    } finally {
      lock.unlock();
    }
  }

  /// Bits a second that the reader with the best connection can take, 0 without readers: what is
  /// encoded beyond reaches nobody.
  ///
  /// @param but left out of it
  public long wanted(List<Reader> but) {
    lock.lock();
    try {
      long most = 0;
      for (var reader : reading) {
        most = but.contains(reader) ? most : Math.max(most, reader.takes);
      }
      return most;
    } finally {
      lock.unlock();
    }
  }

  /// Readers that want every picture, even of a scene in which nothing happens.
  public int eagerReaders() {
    lock.lock();
    try {
      return eager;
    } finally {
      lock.unlock();
    }
  }

  /// GOPs given up because one alone was more than may be kept.
  public long tooLarge() {
    lock.lock();
    try {
      return tooLarge;
    } finally {
      lock.unlock();
    }
  }

  /// Bytes kept for readers now.
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /// Ends every reader. The publisher must have ended before.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    interrupt();
  }

  private void releaseDropped() {
    dropped.forEach(Fragment::release);
    dropped.clear();
  }

  private boolean add(AccessUnit unit, Slab slab, int length) {
    var init = packaging.init();
    lock.lock();
    try {
      if (recent.isEmpty() && !unit.idr()) {
        first++; // counted, so that readers see the gap
        return false;
      }
      var fragment = write(unit, slab, length, init);
      recent.add(fragment);
      bytes += fragment.size();
      trim();
      changed.signalAll();
      return !recent.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  // Under the lock only because the sequence is; tens of microseconds.
  private Fragment write(AccessUnit unit, Slab slab, int length, @Nullable Init init) {
    long sequence = first + recent.size();
    var fragment =
        new Fragment(
            slab,
            sequence,
            unit.idr(),
            unit.pts(),
            unit.captured(),
            unit.duration(),
            prefix.size(),
            length,
            packaging.payloadOffset(),
            init);
    prefix.write(fragment, slab.memory().asSlice(0, prefix.size()));
    packaging.write(unit, (int) sequence, slab.memory().asSlice(prefix.size(), length));
    return fragment;
  }

  private void trim() {
    int next = idrAfter(0);
    while (next > 0 && (bytes > bounds.bytes || covers(next, bounds.lasting))) {
      forget(next);
      next = idrAfter(0);
    }
    if (bytes > bounds.bytes) {
      forgetAllButLast();
    }
  }

  /// A single GOP too large to keep. The newest goes too unless it can stand alone.
  private void forgetAllButLast() {
    tooLarge++;
    boolean lastStarts = recent.getLast().idr();
    var last = recent.getLast();
    forget(recent.size() - 1);
    if (!lastStarts) {
      recent.clear();
      bytes -= last.size();
      first++; // the caller lets the slab go: add() answers false
    }
  }

  private boolean covers(int from, Duration time) {
    return recent.getLast().pts().since(recent.get(from).pts()).compareTo(time) >= 0;
  }

  private void forget(int fragments) {
    var old = recent.subList(0, fragments);
    old.forEach(f -> bytes -= f.size());
    dropped.addAll(old);
    old.clear();
    first += fragments;
  }

  private int idrAfter(int index) {
    for (int i = index + 1; i < recent.size(); i++) {
      if (recent.get(i).idr()) {
        return i;
      }
    }
    return -1;
  }

  private long newestIdr() {
    int i = recent.size() - 1;
    while (i > 0 && !recent.get(i).idr()) {
      i--;
    }
    return first + Math.max(i, 0);
  }

  private long end() {
    return first + recent.size();
  }

  /// The newest IDR so far behind the newest picture, or the oldest there is.
  private int idrBefore(Duration time) {
    int i = recent.size() - 1;
    while (i > 0 && !(recent.get(i).idr() && covers(i, time))) {
      i--;
    }
    return i;
  }

  /// One reader's place in the stream. `wake` is anybody's; all else is one thread's.
  public final class Reader implements AutoCloseable {
    private static final long NOT_STARTED = -1;

    private long next = NOT_STARTED;
    private @Nullable Init started;
    private @Nullable MediaTime last;
    private boolean trails;
    private boolean woken; // guarded by lock
    private boolean wantsEvery; // guarded by lock
    private long takes = ALL; // guarded by lock
    private boolean gone;

    private Reader() {}

    /// Waits for what comes next, `atMost` so long.
    public Delivery next(Duration atMost) throws InterruptedException {
      long left = atMost.toNanos();
      lock.lockInterruptibly();
      try {
        while (true) {
          var delivery = ready();
          if (delivery != null) {
            return delivery;
          }
          if (left <= 0) {
            return new Delivery.Woken();
          }
          left = changed.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }

    private @Nullable Delivery ready() {
      if (closed) {
        return new Delivery.Ended();
      }
      if (woken) {
        woken = false;
        return new Delivery.Woken();
      }
      if (trails || recent.isEmpty() || next == end()) {
        return null;
      }
      if (next < first) {
        var skipped = jumpTo(newestIdr());
        if (skipped != null) {
          return skipped;
        }
      }
      return take(recent.get((int) (next - first)));
    }

    /// From now on is given nothing, and holds nothing, until told to follow.
    public void trail() {
      trails = true;
    }

    /// Goes on at the newest IDR that is at least so far behind the newest picture, or at the
    /// oldest there is; never at what this reader had, nor before it. That is no skipping: what
    /// lies between was left out on purpose.
    ///
    /// @return pictures that were left out since this reader was last given one
    public long follow(Duration before) {
      lock.lock();
      try {
        trails = false;
        long had = next;
        if (!recent.isEmpty()) {
          next = startAt(first + idrBefore(before));
        }
        return had == NOT_STARTED ? 0 : Math.max(0, next - had);
      } finally {
        lock.unlock();
      }
    }

    /// Gives back the fragment it was given last, to be given it again. The caller still lets go of
    /// the one it holds.
    public void putBack() {
      if (next != NOT_STARTED) {
        next--;
      }
    }

    private long startAt(long idr) {
      if (next <= idr) {
        return idr;
      }
      int from = (int) (next - first);
      if (from == recent.size() || recent.get(from).idr()) {
        return next;
      }
      int newer = idrAfter(from);
      return newer < 0 ? next : first + newer;
    }

    private Delivery take(Fragment fragment) {
      var init = fragment.init();
      if (init != null && !init.equals(started)) {
        started = init;
        return new Delivery.Starts(init);
      }
      fragment.hold();
      next++;
      last = fragment.pts();
      return new Delivery.Unit(fragment);
    }

    private @Nullable Delivery jumpTo(long sequence) {
      long behind = next == NOT_STARTED ? 0 : sequence - next;
      next = sequence;
      if (behind <= 0) {
        return null;
      }
      var pts = recent.get((int) (sequence - first)).pts();
      return new Delivery.Skipped(behind, last == null ? Duration.ZERO : pts.since(last));
    }

    /// Media time between what this reader gets next and the newest there is.
    public Duration behind() {
      lock.lock();
      try {
        boolean nextIsNewest = next >= end() - 1; // however long ago the last one was
        if (recent.isEmpty() || nextIsNewest || next == NOT_STARTED) {
          return Duration.ZERO;
        }
        var upcoming = recent.get((int) Math.max(0, next - first)).pts();
        var from = next < first || last == null ? upcoming : last;
        return recent.getLast().pts().since(from);
      } finally {
        lock.unlock();
      }
    }

    /// Leaves out what lies before the newest IDR.
    ///
    /// @return what was left out; null when no newer IDR has come
    public @Nullable Delivery skipToNewestIdr() {
      lock.lock();
      try {
        return recent.isEmpty() || next == NOT_STARTED || newestIdr() <= next
            ? null
            : jumpTo(newestIdr());
      } finally {
        lock.unlock();
      }
    }

    /// Whether this reader wants every picture, even of a scene in which nothing happens.
    public void wantEvery(boolean every) {
      lock.lock();
      try {
        if (every != wantsEvery && !gone) {
          wantsEvery = every;
          eager += every ? 1 : -1;
        }
      } finally {
        lock.unlock();
      }
    }

    /// How many bits a second this reader can take; all there are, until it says.
    public void take(long bitsPerSecond) {
      lock.lock();
      try {
        takes = bitsPerSecond;
      } finally {
        lock.unlock();
      }
    }

    /// Makes the current or the coming `next` return at once.
    public void wake() {
      lock.lock();
      try {
        woken = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!gone) {
          gone = true;
          reading.remove(this);
          eager -= wantsEvery ? 1 : 0;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
