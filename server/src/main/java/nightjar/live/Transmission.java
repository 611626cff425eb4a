package nightjar.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.media.MediaTime;
import nightjar.stream.Delivery;
import nightjar.stream.Fragment;
import nightjar.stream.Init;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The pictures' way to one viewer: what is sent now, and what takes its place.
///
///     current ───────────────────────▶ wire     until the coming feed has a later picture,
///     coming ── awaits its IDR ──┘              or at once when the wire carries no more
///
/// The viewer's thread's own, but for `wake`.
final class Transmission {
  private static final Duration LOOK_UP = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofMillis(10);

  private final Watchable camera;
  private final Inbox inbox;
  private final Wire wire;
  private final Clock clock;
  private final Totals totals;
  private final Supplier<List<Stream.Reader>> own = this::readers;
  private volatile @Nullable Feed current;
  private @Nullable Feed coming;
  private Pace.State pace = new Pace.State.OnTime(0);
  private boolean held;
  private boolean announced;
  private boolean afterGap;
  private @Nullable MediaTime last; // sent
  private long lastSequence;
  private int lastRendition = -1;

  Transmission(Watchable camera, Inbox inbox, Wire wire, Clock clock, Totals totals) {
    this.camera = camera;
    this.inbox = inbox;
    this.wire = wire;
    this.clock = clock;
    this.totals = totals;
  }

  /// Any thread.
  void wake() {
    var now = current;
    if (now != null) {
      now.wake();
    }
  }

  /// What is sent now; null before something was, and while nothing is.
  @Nullable Feed current() {
    return announced ? current : null;
  }

  void stop() {
    close(coming);
    coming = null;
    var now = current;
    current = null;
    afterGap |= now != null;
    close(now);
  }

  private static void close(@Nullable Feed feed) {
    if (feed != null) {
      feed.close();
    }
  }

  /// Sends the next message, or waits a little for one, as the viewer is to be given.
  ///
  /// @return false when the stream has ended
  boolean next(Quality quality, Inbox.Seen seen) throws IOException, InterruptedException {
    quality.heed(seen, own, clock.ticks());
    follow(quality.step(), quality.isLate());
    want(current, seen.every(), quality.takes());
    want(coming, seen.every(), quality.takes());
    return deliver(quality);
  }

  private List<Stream.Reader> readers() {
    var readers = new ArrayList<Stream.Reader>(2);
    addReader(readers, current);
    addReader(readers, coming);
    return readers;
  }

  private static void addReader(List<Stream.Reader> to, @Nullable Feed of) {
    var reader = of == null ? null : of.reader();
    if (reader != null) {
      to.add(reader);
    }
  }

  private static void want(@Nullable Feed feed, boolean every, long bits) {
    if (feed != null) {
      feed.want(every, bits);
    }
  }

  /// Has the step that was decided on, or what takes its place once it has a picture.
  ///
  /// @param late whether more of what is sent now would only make it later
  private void follow(Ladder.Step step, boolean late) {
    var now = current;
    var next = coming;
    boolean goesOn = now != null && step.equals(now.step());
    if (next != null) {
      if (!step.equals(next.step())) {
        next.close();
        coming = goesOn ? null : after(step);
      }
    } else if (now == null) {
      start(step);
    } else if (!goesOn) {
      coming = after(step);
    }
    if (coming != null && (late || areOfOneRendition(current, coming))) {
      close(current);
      current = null;
    }
  }

  /// The very IDR that one waits for would be sent by the other.
  private static boolean areOfOneRendition(@Nullable Feed one, Feed other) {
    return one != null && one.step().rendition().equals(other.step().rendition());
  }

  private void start(Ladder.Step step) {
    announced = false;
    pace = new Pace.State.OnTime(clock.ticks());
    current = new Feed(step, null, clock.ticks());
  }

  private Feed after(Ladder.Step step) {
    return new Feed(step, last, clock.ticks());
  }

  private boolean deliver(Quality quality) throws IOException, InterruptedException {
    if (isHeld(quality)) {
      inbox.await(SOON);
      return true;
    }
    var next = coming;
    if (next != null && next.isReady(last, clock.ticks())) {
      replace(next);
    } else if (next != null && next.isExpected(clock.ticks())) {
      inbox.await(SOON);
      return true;
    }
    var now = current;
    long rests = now == null ? SOON.toNanos() : now.rests(clock.ticks());
    var atMost = coming == null ? LOOK_UP : SOON;
    if (now == null || rests > 0) {
      inbox.await(Duration.ofNanos(Math.min(rests, atMost.toNanos())));
      return true;
    }
    return deliver(now, atMost, quality);
  }

  /// Whether the wire has to carry what it has been given first. What waited meanwhile is too old
  /// when it has, and is left out.
  private boolean isHeld(Quality quality) {
    var now = current;
    var ahead = coming != null ? coming : now;
    if (ahead != null && quality.holds(ahead.step().rung(), clock.ticks())) {
      held = true;
      return true;
    }
    if (held && now != null && coming == null && isOld(now)) {
      coming = after(now.step());
      now.close();
      current = null;
    }
    held = false;
    return false;
  }

  private static boolean isOld(Feed feed) {
    return feed.behind().compareTo(Pace.LIVE.tolerated()) > 0;
  }

  private void replace(Feed by) throws IOException, InterruptedException {
    close(current);
    current = by;
    coming = null;
    announced = false;
    afterGap = true;
    pace = new Pace.State.OnTime(clock.ticks());
    var first = by.first();
    boolean same = by.step().rendition().id() == lastRendition;
    if (first != null && same && !by.step().rung().oneAtATime()) {
      long missed = first.sequence() - lastSequence - 1;
      skipped(missed, last == null ? Duration.ZERO : first.pts().since(last));
    }
  }

  private boolean deliver(Feed from, Duration atMost, Quality quality)
      throws IOException, InterruptedException {
    var cut = catchUp(from);
    var delivery = cut != null ? cut : from.next(atMost, clock.ticks());
    switch (delivery) {
      case Delivery.Starts(var init) -> send(from.step().rendition(), init, quality);
      case Delivery.Unit(var fragment) -> {
        try {
          send(from.step().rendition(), fragment, quality);
        } finally {
          fragment.release();
        }
      }
      case Delivery.Skipped(long fragments, var lasting) -> skipped(fragments, lasting);
      case Delivery.Woken _ -> {}
      case Delivery.Ended _ -> {
        return false;
      }
    }
    return true;
  }

  /// Leaves pictures out when the viewer has been behind for too long.
  private @Nullable Delivery catchUp(Feed from) {
    pace = Pace.LIVE.next(pace, from.behind(), clock.ticks());
    return pace instanceof Pace.State.Cut ? from.skipToNewestIdr() : null;
  }

  private void skipped(long fragments, Duration lasting) throws IOException, InterruptedException {
    afterGap = true;
    if (fragments > 0) {
      totals.skipped.addAndGet(fragments);
      wire.text(
          new ServerMessage.Skipped(fragments, lasting.toMillis(), "going on at the newest IDR")
              .json());
    }
  }

  private void send(Rendition rendition, Init init, Quality quality)
      throws IOException, InterruptedException {
    announce(rendition, init.codec(), init.width(), init.height(), quality);
    var bytes = init.bytes();
    int size = LiveHeader.SIZE + bytes.remaining();
    wire.binary(LiveHeader.ofInit(rendition.id(), clock.wallMicros()), bytes);
    totals.bytes.addAndGet(size);
  }

  private void send(Rendition rendition, Fragment fragment, Quality quality)
      throws IOException, InterruptedException {
    if (!announced) {
      var format = rendition.format().get();
      int width = format.map(f -> f.width()).orElse(0);
      int height = format.map(f -> f.height()).orElse(0);
      announce(rendition, "jpeg", width, height, quality);
    }
    boolean follows =
        rendition.id() == lastRendition && fragment.sequence() == lastSequence + 1 && !afterGap;
    boolean flagged = lastRendition >= 0 && !follows;
    remember(rendition, fragment);
    quality.sent(fragment.sequence(), fragment.size(), fragment.idr(), clock.ticks());
    var message = fragment.withPrefix();
    if (flagged) {
      wire.binary(LiveHeader.afterGap(message), message.position(LiveHeader.SIZE));
    } else {
      wire.binary(message);
    }
    totals.fragments.incrementAndGet();
    totals.bytes.addAndGet(fragment.size());
  }

  private void remember(Rendition rendition, Fragment fragment) {
    afterGap = false;
    lastRendition = rendition.id();
    lastSequence = fragment.sequence();
    last = fragment.pts();
  }

  private void announce(Rendition rendition, String codec, int width, int height, Quality quality)
      throws IOException, InterruptedException {
    announced = true;
    double most = camera.format().get().map(f -> f.fps()).orElse(Double.MAX_VALUE);
    double fps = Math.min(rendition.fps().getAsDouble(), most);
    var why = quality.whyThis();
    wire.text(new ServerMessage.Chosen(rendition, codec, width, height, fps, why).json());
  }
}
