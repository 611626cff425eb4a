package nightjar.live;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;
import nightjar.json.BadJsonException;
import nightjar.stream.Delivery;
import nightjar.stream.Fragment;
import nightjar.stream.Init;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One conversation of the live protocol. Runs on a virtual thread of its own, which waits while the
/// network does.
///
///     hello ── start ──▶ watching ◀──▶ paused
///                            │
///                           bye
final class Viewer {
  private static final System.Logger log = System.getLogger(Viewer.class.getName());
  private static final Duration START_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOK_UP = Duration.ofMillis(500);
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int NO_LONGER_ALLOWED = 4401; // after HTTP's 401
  private static final long ASK_AGAIN = 1_000_000_000; // nanoseconds

  private final Watchable camera;
  private final String server;
  private final Wire wire;
  private final BooleanSupplier allowed;
  private final Clock clock;
  private final Totals totals;
  private final Inbox inbox;
  private volatile Stream.@Nullable Reader reader;

  // The thread's own.
  private @Nullable Rendition playing;
  private @Nullable Health told;
  private ServerMessage.MotionIs toldMotion = ServerMessage.MotionIs.ASSUMED;
  private Pace.State pace = new Pace.State.OnTime(0);
  private boolean announced;
  private boolean afterGap;
  private long askedAt;

  Viewer(
      Watchable camera,
      String server,
      Wire wire,
      BooleanSupplier allowed,
      Clock clock,
      Totals totals) {
    this.camera = camera;
    this.server = server;
    this.wire = wire;
    this.allowed = allowed;
    this.clock = clock;
    this.totals = totals;
    this.inbox = new Inbox(this::wakeReader, clock.ticks());
    this.askedAt = clock.ticks();
  }

  /// A text message came. Any thread.
  void received(String text) {
    try {
      inbox.put(text, clock.ticks());
    } catch (BadJsonException e) {
      wire.close(POLICY, String.valueOf(e.getMessage()));
      inbox.leave();
    }
  }

  /// The connection is gone, or should go. Any thread.
  void leave() {
    inbox.leave();
  }

  void run() throws InterruptedException {
    long startBy = clock.ticks() + START_WITHIN.toNanos();
    try {
      wire.text(new ServerMessage.Hello(server, camera.name(), clock.wallMicros()).json());
      tellHealth();
      var start = awaitStart(startBy);
      if (start != null) {
        watch(start);
      }
    } catch (IOException e) {
      log.log(DEBUG, "viewer of {0} gone: {1}", camera.name(), e.getMessage());
    } finally {
      unsubscribe();
    }
  }

  /// Null when none came, or the viewer left.
  private ClientMessage.@Nullable Start awaitStart(long by)
      throws IOException, InterruptedException {
    while (clock.ticks() < by) {
      var seen = answered(inbox.look());
      if (seen.leaving()) {
        bye();
        return null;
      }
      if (seen.start() != null) {
        return seen.start();
      }
      inbox.await(LOOK_UP);
    }
    wire.close(POLICY, "no start message within " + START_WITHIN.toSeconds() + " s");
    return null;
  }

  private void watch(ClientMessage.Start start) throws IOException, InterruptedException {
    while (isStillAllowed()) {
      tellHealth();
      var seen = answered(inbox.look());
      if (seen.leaving()) {
        bye();
        return;
      }
      if (seen.paused()) {
        unsubscribe();
        inbox.await(LOOK_UP);
      } else if (!deliver(subscribed(wanted(start, seen.wish()), seen.every()))) {
        bye();
        return;
      }
      tellMotion();
    }
  }

  private Rendition wanted(ClientMessage.Start start, ClientMessage.Wish wish) {
    return switch (wish) {
      case MAIN -> camera.main();
      case SUB -> camera.sub().orElse(camera.main());
      case JPEG -> camera.jpeg();
      case AUTO -> start.play() == ClientMessage.Play.JPEG ? camera.jpeg() : camera.main();
    };
  }

  private Stream.Reader subscribed(Rendition rendition, boolean every) {
    var current = reader;
    if (current != null && rendition.equals(playing)) {
      current.wantEvery(every);
      return current;
    }
    boolean before = playing != null;
    unsubscribe();
    playing = rendition;
    announced = false;
    afterGap = before;
    pace = new Pace.State.OnTime(clock.ticks());
    var fresh = rendition.stream().subscribe();
    fresh.wantEvery(every);
    reader = fresh;
    return fresh;
  }

  private void unsubscribe() {
    var current = reader;
    reader = null;
    if (current != null) {
      current.close();
    }
  }

  private void wakeReader() {
    var current = reader;
    if (current != null) {
      current.wake();
    }
  }

  /// @return false when the stream has ended
  private boolean deliver(Stream.Reader from) throws IOException, InterruptedException {
    var cut = catchUp(from);
    var delivery = cut != null ? cut : from.next(LOOK_UP);
    switch (delivery) {
      case Delivery.Starts(var init) -> sendInit(init);
      case Delivery.Unit(var fragment) -> {
        try {
          send(fragment);
        } finally {
          fragment.release();
        }
      }
      case Delivery.Skipped(long fragments, var lasting) -> {
        afterGap = true;
        totals.skipped.addAndGet(fragments);
        wire.text(
            new ServerMessage.Skipped(fragments, lasting.toMillis(), "going on at the newest IDR")
                .json());
      }
      case Delivery.Woken _ -> {}
      case Delivery.Ended _ -> {
        return false;
      }
    }
    return true;
  }

  /// Leaves pictures out when the viewer has been behind for too long.
  private @Nullable Delivery catchUp(Stream.Reader from) {
    pace = Pace.LIVE.next(pace, from.behind(), clock.ticks());
    if (!(pace instanceof Pace.State.Cut)) {
      return null;
    }
    var skipped = from.skipToNewestIdr();
    if (skipped == null && playing != null) {
      playing.requestIdr().run();
    }
    return skipped;
  }

  private void sendInit(Init init) throws IOException, InterruptedException {
    var rendition = current();
    announce(rendition, init.codec(), init.width(), init.height());
    var bytes = init.bytes();
    int size = LiveHeader.SIZE + bytes.remaining();
    wire.binary(LiveHeader.ofInit(rendition.id(), clock.wallMicros()), bytes);
    totals.bytes.addAndGet(size);
  }

  private void send(Fragment fragment) throws IOException, InterruptedException {
    if (!announced) {
      var format = camera.jpegFormat().get();
      announce(
          current(),
          "jpeg",
          format.map(f -> f.width()).orElse(0),
          format.map(f -> f.height()).orElse(0));
    }
    var message = fragment.withPrefix();
    if (afterGap) {
      wire.binary(LiveHeader.afterGap(message), message.position(LiveHeader.SIZE));
      afterGap = false;
    } else {
      wire.binary(message);
    }
    totals.fragments.incrementAndGet();
    totals.bytes.addAndGet(fragment.size());
  }

  private void announce(Rendition rendition, String codec, int width, int height)
      throws IOException, InterruptedException {
    announced = true;
    String why = why(rendition);
    double most = camera.format().get().map(f -> f.fps()).orElse(Double.MAX_VALUE);
    double fps = Math.min(rendition.fps().getAsDouble(), most);
    wire.text(new ServerMessage.Chosen(rendition, codec, width, height, fps, why).json());
  }

  private String why(Rendition rendition) {
    if (rendition.equals(camera.jpeg())) {
      return "asked for JPEG pictures";
    }
    if (camera.sub().isEmpty()) {
      return "the only video there is";
    }
    return rendition.equals(camera.main()) ? "the better of two" : "asked for the smaller of two";
  }

  private Rendition current() {
    var rendition = playing;
    if (rendition == null) {
      throw new IllegalStateException("delivering before subscribing");
    }
    return rendition;
  }

  private Inbox.Seen answered(Inbox.Seen seen) throws IOException, InterruptedException {
    var ping = seen.ping();
    if (ping != null) {
      wire.text(new ServerMessage.Pong(ping.t0(), clock.wallMicros()).json());
    }
    return seen;
  }

  private void tellHealth() throws IOException, InterruptedException {
    var now = camera.health().get();
    if (!now.equals(told)) {
      told = now;
      wire.text(new ServerMessage.HealthIs(now, now.retryIn(clock.ticks())).json());
    }
  }

  private void tellMotion() throws IOException, InterruptedException {
    if (!announced) {
      return; // motion is of pictures, and none has come yet
    }
    boolean quiet = playing != null && playing.quiet().getAsBoolean();
    var now = new ServerMessage.MotionIs(camera.motion().get(), quiet);
    if (!now.equals(toldMotion)) {
      toldMotion = now;
      wire.text(now.json());
    }
  }

  /// Says goodbye to a viewer who signed out, or may no longer see this camera.
  private boolean isStillAllowed() throws IOException, InterruptedException {
    if (clock.ticks() - askedAt < ASK_AGAIN) {
      return true;
    }
    askedAt = clock.ticks();
    if (allowed.getAsBoolean()) {
      return true;
    }
    wire.text(new ServerMessage.Bye("signed out", false, 0).json());
    wire.close(NO_LONGER_ALLOWED, "signed out");
    return false;
  }

  private void bye() throws IOException, InterruptedException {
    wire.text(new ServerMessage.Bye("the server is stopping", true, 500).json());
    wire.close(GOING_AWAY, "the server is stopping");
  }
}
