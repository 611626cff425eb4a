package nightjar.live;

import java.time.Duration;
import nightjar.media.MediaTime;
import nightjar.stream.Delivery;
import nightjar.stream.Fragment;
import nightjar.stream.Init;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One step of the ladder on its way to a viewer: a reader, and which of its pictures are sent.
///
/// One that follows another begins at a picture taken after the last one sent, so that nothing is
/// shown twice or backwards. Wakes from any thread; all else is one thread's.
final class Feed implements AutoCloseable {
  // Pictures that wait behind the first one would only be late.
  private static final Duration FRESH = Duration.ofMillis(300);
  private static final long PATIENCE =
      1_500_000_000; // ticks, for a camera that makes no IDR when asked
  private static final long ASK_EVERY = 500_000_000; // ticks
  private static final long AT_ONCE = 250_000_000; // ticks
  private static final int OFTEN = 3;
  private static final Duration STILLS_EVERY = Duration.ofSeconds(3);
  private static final Duration KEYS_EVERY = Duration.ofSeconds(2);

  private final Ladder.Step step;
  private final long opened;
  private @Nullable MediaTime after;
  private volatile Stream.@Nullable Reader reader; // none while a feed of stills rests
  private @Nullable Init init;
  private @Nullable Fragment first;
  private boolean begun;
  private boolean ended;
  private boolean every;
  private long takes = Stream.ALL;
  private long askedAt = Long.MIN_VALUE;
  private int asked;
  private long dueAt;

  /// @param after media time of the last picture sent; null to begin with what there is
  Feed(Ladder.Step step, @Nullable MediaTime after, long tick) {
    this.step = step;
    this.after = after;
    this.opened = tick;
    this.dueAt = tick;
    this.begun = after == null;
    this.reader = step.rendition().stream().subscribe();
  }

  Ladder.Step step() {
    return step;
  }

  /// The picture it begins with, once it has one and as long as it was not given.
  @Nullable Fragment first() {
    return first;
  }

  Stream.@Nullable Reader reader() {
    return reader;
  }

  /// Time from one picture to the next where they come one at a time; zero where all come.
  static Duration every(Rung rung) {
    return switch (rung) {
      case FULL, SMALL -> Duration.ZERO;
      case KEYS -> KEYS_EVERY;
      case STILLS -> STILLS_EVERY;
    };
  }

  /// Whether every picture is wanted even of a quiet scene, and how many bits a second can be
  /// taken. Said for each picture, so the stream hears of changes alone.
  void want(boolean everyPicture, long bits) {
    boolean wants = everyPicture && !step.rung().oneAtATime();
    if (wants != every || bits != takes) {
      every = wants;
      takes = bits;
      tell(reader);
    }
  }

  private void tell(Stream.@Nullable Reader open) {
    if (open != null) {
      open.wantEvery(every);
      open.take(takes);
    }
  }

  /// Whether it has a picture to begin with. Never waits; asks for an IDR while there is none.
  ///
  /// @param sent media time of the last picture sent, which goes on while this one waits
  boolean isReady(@Nullable MediaTime sent, long tick) throws InterruptedException {
    after = sent;
    var open = reader;
    while (!begun && open != null) {
      switch (open.next(Duration.ZERO)) {
        case Delivery.Starts(var setup) -> init = setup;
        case Delivery.Unit(var fragment) -> begin(fragment, open, tick);
        case Delivery.Skipped _ -> {}
        case Delivery.Woken _ -> {
          askForIdr(tick, ASK_EVERY);
          return false;
        }
        case Delivery.Ended _ -> {
          ended = true;
          begun = true;
        }
      }
    }
    return true;
  }

  private void begin(Fragment fragment, Stream.Reader from, long tick) {
    boolean isLater = after == null || fragment.pts().since(after).isPositive();
    boolean isFresh = from.behind().compareTo(FRESH) <= 0 || tick - opened > PATIENCE;
    if (fragment.idr() && isLater && isFresh) {
      first = fragment;
      begun = true;
    } else {
      fragment.release();
    }
  }

  /// How long it has nothing to give, so that nobody need wait for it.
  long rests(long tick) {
    return step.rung() == Rung.STILLS ? Math.max(0, dueAt - tick) : 0;
  }

  /// What comes next; the caller holds a fragment and must let it go.
  Delivery next(Duration atMost, long tick) throws InterruptedException {
    if (ended) {
      return new Delivery.Ended();
    }
    if (init != null) {
      var setup = init;
      init = null;
      return new Delivery.Starts(setup);
    }
    var given = first != null ? new Delivery.Unit(first) : opened().next(atMost);
    first = null;
    return switch (step.rung()) {
      case FULL, SMALL -> given;
      case KEYS -> key(given, tick);
      case STILLS -> still(given, tick);
    };
  }

  private Delivery key(Delivery given, long tick) {
    if (given instanceof Delivery.Unit(var fragment) && !fragment.idr()) {
      fragment.release();
      askForIdr(tick, KEYS_EVERY.toNanos());
      return new Delivery.Woken();
    }
    if (given instanceof Delivery.Unit) {
      askedAt = tick;
    }
    return given instanceof Delivery.Skipped ? new Delivery.Woken() : given;
  }

  private Delivery still(Delivery given, long tick) {
    if (!(given instanceof Delivery.Unit(var fragment))) {
      return given instanceof Delivery.Skipped ? new Delivery.Woken() : given;
    }
    if (after != null && !fragment.pts().since(after).isPositive()) {
      fragment.release();
      return new Delivery.Woken();
    }
    after = fragment.pts();
    dueAt = tick + STILLS_EVERY.toNanos();
    letGo();
    return given;
  }

  private Stream.Reader opened() {
    var open = reader;
    if (open == null) {
      open = step.rendition().stream().subscribe();
      reader = open;
      tell(open);
    }
    return open;
  }

  private void askForIdr(long tick, long interval) {
    if (askedAt == Long.MIN_VALUE || tick - askedAt >= interval) {
      askedAt = tick;
      asked++;
      step.rendition().requestIdr().run();
    }
  }

  /// Whether an IDR it asked for ought to come any moment: whoever sends something else meanwhile
  /// would be ahead of it when it comes. Not for long, for a camera may make none when asked.
  boolean isExpected(long tick) {
    return !begun && asked > 0 && asked <= OFTEN && tick - askedAt < AT_ONCE;
  }

  /// Media time between what comes next and the newest there is.
  Duration behind() {
    var open = reader;
    return open == null || step.rung().oneAtATime() ? Duration.ZERO : open.behind();
  }

  /// Leaves out what lies before the newest IDR, or asks for one.
  ///
  /// @return what was left out; null when no newer IDR has come
  @Nullable Delivery skipToNewestIdr() {
    var open = reader;
    var skipped = open == null ? null : open.skipToNewestIdr();
    if (skipped == null) {
      step.rendition().requestIdr().run();
    }
    return skipped;
  }

  /// Any thread.
  void wake() {
    var open = reader;
    if (open != null) {
      open.wake();
    }
  }

  private void letGo() {
    var open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    letGo();
    var held = first;
    first = null;
    if (held != null) {
      held.release();
    }
  }
}
