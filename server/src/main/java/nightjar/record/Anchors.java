package nightjar.record;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;

/// What footage of this boot counts on. One for all cameras; any thread.
public final class Anchors {
  private static final System.Logger log = System.getLogger(Anchors.class.getName());
  private static final long AT_ONE_MOMENT = 2_000_000; // ticks
  private static final int TRIES = 5;

  private final UUID boot;
  private final Clock clock;
  private final BooleanSupplier synced;
  private final Mover mover;
  private final ReentrantLock lock =
      new ReentrantLock(); // held while a file begins, or footage moves
  private Anchoring anchoring; // guarded by lock, as is the one below
  private boolean warned; // that footage could not be moved
  private volatile Anchor anchor;

  /// Moves footage on the timeline.
  public interface Mover {
    void move(UUID boot, long fromMono, long toMono, long shift) throws IOException;
  }

  /// The newest footage there is, of any camera.
  ///
  /// @param mono of its start, in microseconds of its boot
  /// @param wall of its start
  public record Newest(UUID boot, long mono, long wall, boolean synced, long end) {}

  /// In force.
  ///
  /// @param number another one each time that files must begin anew
  /// @param shifted by how much footage was moved so far
  /// @param sure wall time is not a guess
  record Anchor(int number, long offset, long shifted, boolean sure) {}

  /// @param synced whether a time server keeps the clock right, as far as the kernel knows
  public Anchors(
      UUID boot, Clock clock, BooleanSupplier synced, Mover mover, Optional<Newest> newest) {
    this.boot = boot;
    this.clock = clock;
    this.synced = synced;
    this.mover = mover;
    this.anchoring = Anchoring.start(read(), newest.map(this::of));
    this.anchor = new Anchor(0, anchoring.offset(), 0, isSure());
    if (!anchor.sure) {
      log.log(
          INFO,
          "the time is a guess until a time server is heard: footage is put right then; it is taken to be {0}",
          at(anchoring.offset()));
    }
    look();
  }

  private Anchoring.Newest of(Newest newest) {
    return new Anchoring.Newest(
        newest.boot.equals(boot), newest.wall - newest.mono, newest.synced, newest.end);
  }

  private boolean isSure() {
    return anchoring instanceof Anchoring.Sure;
  }

  private Instant at(long offset) {
    return Instant.EPOCH.plus(Duration.ofNanos((offset + clock.ticks() / 1_000) * 1_000));
  }

  /// Both clocks at one moment, as far as a thread that may be kept from running can say.
  private Anchoring.Reading read() {
    for (int i = 1; ; i++) {
      long before = clock.ticks();
      var wall = clock.wall();
      long after = clock.ticks();
      if (after - before < AT_ONE_MOMENT || i == TRIES) {
        long micros = wall.getEpochSecond() * 1_000_000 + wall.getNano() / 1_000;
        return new Anchoring.Reading(before / 1_000, micros, synced.getAsBoolean());
      }
    }
  }

  /// Looks at the clocks. Called every second or so.
  public void look() {
    lock.lock();
    try {
      take(anchoring.next(read()));
    } finally {
      lock.unlock();
    }
  }

  private void take(Anchoring.Next next) {
    switch (next.step()) {
      case Anchoring.Step.Keep _ -> {
        anchoring = next.anchoring();
        anchor = new Anchor(anchor.number, anchoring.offset(), anchor.shifted, isSure());
      }
      case Anchoring.Step.FromHere _ -> take(next, 0);
      case Anchoring.Step.Reanchor(long from, long to, long shift) -> {
        try {
          mover.move(boot, from, to, shift);
          take(next, shift);
        } catch (IOException e) { // it is tried again at the next look
          if (!warned) {
            log.log(WARNING, "footage keeps a wrong time for now: {0}", e.getMessage());
          }
          warned = true;
        }
      }
    }
  }

  private void take(Anchoring.Next next, long shift) {
    anchoring = next.anchoring();
    warned = false;
    anchor = new Anchor(anchor.number + 1, anchoring.offset(), anchor.shifted + shift, isSure());
    log.log(
        INFO,
        "the clock was set: it is {0}; footage of before was moved by {1} s",
        at(anchor.offset),
        shift / 1_000_000.0);
  }

  Anchor now() {
    return anchor;
  }

  /// A moment on the wall clock, as footage of then has it: it goes along when that is moved.
  ///
  /// @param micros wall time, when it was taken note of
  /// @param shifted by how much footage had been moved by then
  public record Wall(long micros, long shifted) {}

  public Wall wall(long ticks) {
    var current = anchor;
    return new Wall(ticks / 1_000 + current.offset, current.shifted);
  }

  /// Where footage of that moment is now, in microseconds.
  public long now(Wall then) {
    return then.micros + anchor.shifted - then.shifted;
  }

  /// Whether wall time is not a guess.
  public boolean sure() {
    return anchor.sure;
  }

  UUID boot() {
    return boot;
  }

  /// Work that must not be overtaken by footage being moved.
  interface Work<T> {
    T run(Anchor anchor) throws IOException;
  }

  <T> T holding(Work<T> work) throws IOException {
    lock.lock();
    try {
      return work.run(anchor);
    } finally {
      lock.unlock();
    }
  }
}
