package nightjar;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.event.Witness;
import nightjar.record.Anchors;
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
  private @Nullable Span lasting;
  private long marked; // ticks; the marking thread's own

  /// In ticks.
  private record Span(String event, long start, long end) {}

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
      lasting = new Span(event, start, start);
      marked = clock.ticks() - AGAIN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(String event, long start, long end) {
    lock.lock();
    try {
      lasting = null;
      over.addLast(new Span(event, start, end));
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
      boolean due = clock.ticks() - marked >= AGAIN;
      return lasting == null || !due ? null : new Span(lasting.event, lasting.start, clock.ticks());
    } finally {
      lock.unlock();
    }
  }

  private void mark(Span span) throws IOException {
    long from = anchors.wall(span.start) - before.toNanos() / 1_000;
    long to = anchors.wall(span.end) + after.toNanos() / 1_000;
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
