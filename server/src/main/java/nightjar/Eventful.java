package nightjar;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.event.Witness;
import nightjar.record.Anchors;
import nightjar.record.Anchors.Wall;
import nightjar.record.store.Store;
import org.jspecify.annotations.Nullable;

/// One camera's events on their way to the store, which keeps their footage for longer.
final class Eventful implements Witness {
  private static final int MOST = 256;
  private static final long AGAIN = 5_000_000_000L; // ticks: while it lasts

  private final String camera;
  private final Duration before;
  private final Duration after;
  private final Clock clock;
  private final Anchors anchors;
  private final Store store;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the one below.
  private final Deque<Span> over = new ArrayDeque<>();
  private @Nullable Lasting lasting;
  private long marked; // ticks; the marking thread's own

  /// @param lasted in ticks
  private record Span(String event, Wall start, Wall end, long lasted) {
    /// The clock may have been set while it lasted. Back: footage goes on behind what there was, so
    /// it ends as much later as it lasted. Forward: it ends where the clock is.
    long end(Anchors anchors) {
      return Math.max(anchors.now(end), anchors.now(start) + lasted / 1_000);
    }
  }

  /// @param since ticks
  private record Lasting(String event, long since, Wall start) {
    Span until(long ticks, Wall end) {
      return new Span(event, start, end, ticks - since);
    }
  }

  Eventful(
      String camera, Duration before, Duration after, Clock clock, Anchors anchors, Store store) {
    this.camera = camera;
    this.before = before;
    this.after = after;
    this.clock = clock;
    this.anchors = anchors;
    this.store = store;
    this.marked = clock.ticks() - AGAIN;
  }

  @Override
  public void begun(String event, long start) {
    lock.lock();
    try {
      lasting = new Lasting(event, start, anchors.wall(start));
      marked = clock.ticks() - AGAIN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(String event, long start, long end) {
    lock.lock();
    try {
      var known = lasting;
      var begun =
          known != null && known.event.equals(event) && known.since == start
              ? known
              : new Lasting(event, start, anchors.wall(start));
      lasting = null;
      over.addLast(begun.until(end, anchors.wall(end)));
      if (over.size() > MOST) {
        over.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Tells the store. One thread.
  ///
  /// @throws IOException it does not take it; the same call goes on from there
  void mark() throws IOException {
    for (var span = next(); span != null; span = next()) {
      mark(span);
      done(span);
    }
  }

  private @Nullable Span next() {
    lock.lock();
    try {
      if (!over.isEmpty()) {
        return over.getFirst();
      }
      long now = clock.ticks();
      boolean due = now - marked >= AGAIN;
      return lasting == null || !due ? null : lasting.until(now, anchors.wall(now));
    } finally {
      lock.unlock();
    }
  }

  private void mark(Span span) throws IOException {
    long from = anchors.now(span.start) - before.toNanos() / 1_000;
    long to = span.end(anchors) + after.toNanos() / 1_000;
    store.happened(camera, from, to, span.event);
  }

  private void done(Span span) {
    lock.lock();
    try {
      if (!over.remove(span)) {
        marked = clock.ticks();
      }
    } finally {
      lock.unlock();
    }
  }
}
