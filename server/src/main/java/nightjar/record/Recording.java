package nightjar.record;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.MediaTime;
import nightjar.media.Timescale;
import nightjar.record.file.Heading;
import nightjar.record.file.Pieces;
import nightjar.stream.Delivery;
import nightjar.stream.Fragment;
import nightjar.stream.Init;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Records one rendition of a camera. Owns the thread that writes.
///
/// The thread reads the stream as any viewer does, and holds no fragment longer than it takes to
/// copy it into the piece it collects. A disk that fails pauses it; it goes on by itself, where it
/// was if the stream still has that.
public final class Recording implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Recording.class.getName());
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(6);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration EVERYTHING = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofMillis(1_800);
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long IDR_LATE = Take.FULL + 2 * 90_000;

  private final What what;
  private final From from;
  private final Shelf shelf;
  private final Anchors anchors;
  private final Limits limits;
  private final Clock clock;
  private final ZoneId zone;
  private final RecordCounts counts = new RecordCounts();
  private final OwnThread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean started;
  private volatile boolean closing;
  private volatile RecordState state = new RecordState.Waiting();
  private volatile Stream.@Nullable Reader reader;

  // The thread's own.
  private final Pieces pieces;
  private Rolling rolling;
  private boolean records; // as decided last
  private boolean follows; // the reader is given pictures
  private boolean ending; // at the next IDR
  private long looked = Long.MIN_VALUE;
  private long asked = Long.MIN_VALUE; // for an IDR
  private @Nullable Init init;
  private @Nullable Take take;
  private long lastPicture;
  private long lastEnd = UNKNOWN; // wall, of the file before
  private long lastShifted;
  private Duration pause = Duration.ZERO;
  private OptionalLong retryAt = OptionalLong.empty();

  /// What is recorded.
  public record What(String camera, Rendition rendition, RecordConfig config) {
    String name() {
      return camera + "-" + rendition.word();
    }
  }

  /// Where pictures come from, and what is known of them.
  ///
  /// @param epoch the tick at which media time is 0
  /// @param requestIdr does nothing where that cannot be asked for
  public record From(
      Stream stream,
      long epoch,
      Runnable requestIdr,
      Scene scene,
      Activity activity,
      Thumbnails thumbnails) {}

  public Recording(
      What what, From from, Shelf shelf, Anchors anchors, Limits limits, Clock clock, ZoneId zone) {
    this.what = what;
    this.from = from;
    this.shelf = shelf;
    this.anchors = anchors;
    this.limits = limits;
    this.clock = clock;
    this.zone = zone;
    this.pieces = new Pieces(MediaTime.ofNanos(limits.piece().toNanos(), Timescale.VIDEO).ticks());
    this.thread = new OwnThread("record-" + what.name());
    this.rolling = Rolling.at(clock.ticks());
  }

  public void start() {
    started = true;
    thread.run(this::run);
  }

  public What what() {
    return what;
  }

  /// In force now.
  public RecordMode mode() {
    return what.config.at(clock.wall().atZone(zone));
  }

  public RecordState state() {
    return state;
  }

  public RecordCounts counts() {
    return counts;
  }

  /// Looks at once at what is known. Any thread.
  public void wake() {
    var current = reader;
    if (current != null) {
      current.wake();
    }
  }

  /// Ends the file; `close` waits for that. So that several end at the same time.
  public void stop() {
    closing = true;
    wake();
  }

  /// An interrupt would close the file under the thread that writes it, so it is asked to end, and
  /// interrupted only when it does not.
  @Override
  public void close() {
    stop();
    try {
      if (started && !ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.log(
            WARNING,
            "{0}: the disk takes long; the last file is mended at the next start",
            what.name());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.close();
  }

  private void run() {
    try {
      while (!closing) {
        pass(LOOK);
      }
      close(-1);
    } catch (InterruptedException _) {
      // closed
    } catch (IOException e) {
      failed(e);
    } finally {
      unsubscribe();
      ended.countDown();
    }
  }

  /// One turn of the thread: looks, and takes what the stream has next, or waits a moment for it.
  void pass(Duration wait) throws InterruptedException {
    try {
      if (clock.ticks() - looked >= LOOK.toNanos() || looked == Long.MIN_VALUE) {
        look();
      }
      var current = reader;
      if (current == null) {
        clock.sleep(wait);
      } else {
        deliver(current, current.next(wait));
      }
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException e) { // ours; but what else is recorded goes on
      log.log(ERROR, what.name() + ": a fault of Nightjar's own", e);
      failed(new IOException("a fault of Nightjar's own: " + e, e));
    }
  }

  private void look() throws IOException {
    long now = clock.ticks();
    looked = now;
    var happening = from.scene.happening();
    var seen =
        new Rolling.Seen(
            now,
            mode(),
            from.scene.on(),
            from.scene.moves(),
            happening.isPresent(),
            Duration.ofNanos(Math.max(0, now - happening.orElse(now))));
    var next = rolling.next(seen, what.rendition, what.config);
    rolling = next.rolling();
    records = next.records();
    if (!next.allowed()) {
      close(-1);
      unsubscribe();
      state = new RecordState.Off();
      return;
    }
    var current = subscribed();
    if (retryAt.isPresent()) {
      retry(current, now);
    } else if (records && !follows) {
      current.follow(next.reach());
      follows = true;
    }
    ending = !records && take != null;
    if (ending || (take != null && take.anchor().number() != anchors.now().number())) {
      askForIdr();
    }
    if (!records && take == null) {
      rest(current);
    }
  }

  private void retry(Stream.Reader current, long now) {
    if (now < retryAt.getAsLong()) {
      return;
    }
    retryAt = OptionalLong.empty();
    if (records) {
      counts.lost.addAndGet(current.follow(EVERYTHING));
      follows = true;
    }
  }

  private void rest(Stream.Reader current) {
    current.trail();
    follows = false;
    if (retryAt.isEmpty()) {
      state = new RecordState.Waiting();
    }
  }

  private Stream.Reader subscribed() {
    var current = reader;
    if (current == null) {
      current = from.stream.subscribe();
      current.trail();
      follows = false;
      reader = current;
    }
    return current;
  }

  private void unsubscribe() {
    var current = reader;
    reader = null;
    follows = false;
    init = null;
    if (current != null) {
      current.close();
    }
  }

  private void askForIdr() {
    if (asked == Long.MIN_VALUE || clock.ticks() - asked > FIRST_PAUSE.toNanos()) {
      asked = clock.ticks();
      from.requestIdr.run();
    }
  }

  private void deliver(Stream.Reader current, Delivery delivery) throws IOException {
    switch (delivery) {
      case Delivery.Starts(var next) -> {
        init = next; // first: should closing fail, it is not said again
        close(-1);
      }
      case Delivery.Unit(var fragment) -> {
        try {
          take(current, fragment);
        } finally {
          fragment.release();
        }
      }
      case Delivery.Skipped(long missed, _) -> {
        counts.lost.addAndGet(missed);
        log.log(WARNING, "{0}: the disk is slow, {1} pictures are lost", what.name(), missed);
        close(-1);
      }
      case Delivery.Woken _ -> {
        looked = Long.MIN_VALUE;
        idle();
      }
      case Delivery.Ended _ -> closing = true;
    }
  }

  private void idle() throws IOException {
    var open = take;
    if (open == null) {
      return;
    }
    if (clock.ticks() - lastPicture >= SILENCE.toNanos()) {
      close(-1);
      state = new RecordState.Waiting();
    } else {
      open.idle();
    }
  }

  private void take(Stream.Reader current, Fragment fragment) throws IOException {
    long ticks = fragment.pts().ticks();
    lastPicture = clock.ticks();
    var open = take;
    if (open != null && isOver(open, fragment)) {
      close(ticks);
      open = null;
    }
    if (open == null && !records) {
      current.putBack(); // so that what is recorded next begins where this ended
      rest(current);
      return;
    }
    if (open == null && !fragment.idr()) {
      counts.lost.incrementAndGet();
      askForIdr();
      return;
    }
    open = open == null ? begin(current, fragment) : open;
    open.add(fragment);
    if (open.length(ticks) > IDR_LATE) {
      askForIdr();
    }
  }

  private boolean isOver(Take open, Fragment fragment) {
    long length = open.length(fragment.pts().ticks());
    if (length >= Take.LONGEST) {
      return true;
    }
    return fragment.idr()
        && (ending
            || length >= Take.FULL
            || open.isGap(fragment.pts().ticks())
            || open.anchor().number() != anchors.now().number());
  }

  private Take begin(Stream.Reader current, Fragment fragment) throws IOException {
    try {
      return begin(fragment);
    } catch (IOException e) {
      current.putBack(); // it is begun with once that can be
      throw e;
    }
  }

  private Take begin(Fragment fragment) throws IOException {
    var as = init;
    if (as == null) {
      throw new IllegalStateException("a fragment came before its init segment");
    }
    long first = fragment.pts().ticks();
    long mono = (from.epoch + fragment.pts().since(MediaTime.video(0)).toNanos()) / 1_000;
    var begun =
        anchors.holding(
            anchor -> {
              know(anchor);
              var heading = heading(as, anchor, mono);
              var writing = shelf.begin(heading, as.bytes());
              var thumbnail = from.thumbnails.of(as, Take.sample(fragment));
              return new Take(
                  writing, heading, anchor, pieces, limits, clock, counts, thumbnail, first);
            });
    take = begun;
    pause = Duration.ZERO;
    if (state instanceof RecordState.Paused) {
      log.log(INFO, "{0}: recorded again", what.name());
    }
    state = new RecordState.Recording();
    return begun;
  }

  /// What there is of before this program started.
  private void know(Anchors.Anchor anchor) throws IOException {
    if (lastEnd == UNKNOWN) {
      lastEnd = shelf.newestEnd(what.camera, what.rendition);
      lastShifted = anchor.shifted();
    }
  }

  private Heading heading(Init as, Anchors.Anchor anchor, long mono) {
    long before = lastEnd + anchor.shifted() - lastShifted;
    long wall = Math.max(0, Anchoring.begin(mono + anchor.offset(), before));
    return new Heading(
        what.camera,
        what.rendition.word(),
        anchors.boot(),
        mono,
        wall,
        anchor.sure(),
        as.codec(),
        as.width(),
        as.height());
  }

  /// @param next media ticks of the picture that follows at once; negative when none does
  private void close(long next) throws IOException {
    var open = take;
    if (open == null) {
      return;
    }
    open.close(next, from.activity);
    take = null;
    ended(open);
  }

  private void ended(Take open) {
    lastEnd = open.wallEnd();
    lastShifted = open.anchor().shifted();
    ending = false;
  }

  private void failed(IOException e) {
    var open = take;
    take = null;
    counts.failures.incrementAndGet();
    if (open != null) {
      open.abandon();
      ended(open);
    }
    var current = reader;
    if (current != null) {
      current.trail();
    }
    follows = false;
    pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    retryAt = OptionalLong.of(clock.ticks() + pause.toNanos());
    var reason = String.valueOf(e.getMessage());
    if (!state.problem().equals(reason)) {
      log.log(WARNING, "{0}: not recorded for now: {1}", what.name(), reason);
    }
    state = new RecordState.Paused(reason);
  }
}
