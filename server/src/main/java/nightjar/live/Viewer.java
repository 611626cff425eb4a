package nightjar.live;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;
import nightjar.json.BadJsonException;
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
  private static final long OBJECTS_EVERY = 200_000_000; // nanoseconds

  private final Watchable camera;
  private final String server;
  private final Wire wire;
  private final BooleanSupplier allowed;
  private final Clock clock;
  private final Box box;
  private final Place place;
  private final Inbox inbox;
  private final Transmission transmission;

  // The thread's own.
  private @Nullable Health told;
  private ServerMessage.MotionIs toldMotion = ServerMessage.MotionIs.ASSUMED;
  private Quality.@Nullable Told toldQuality;
  private List<ObjectsNow.One> toldObjects = List.of(); // what a client takes for granted
  private long toldObjectsAt;
  private long askedAt;

  /// @param box what this machine bears
  /// @param place among all viewers

  Viewer(
      Watchable camera,
      String server,
      Wire wire,
      BooleanSupplier allowed,
      Clock clock,
      Totals totals,
      Box box,
      Place place) {
    this.camera = camera;
    this.server = server;
    this.wire = wire;
    this.allowed = allowed;
    this.clock = clock;
    this.box = box;
    this.place = place;
    this.inbox = new Inbox(this::wakeReader, clock.ticks());
    this.transmission = new Transmission(camera, inbox, wire, clock, totals);
    this.askedAt = clock.ticks();
    this.toldObjectsAt = clock.ticks() - OBJECTS_EVERY;
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
      transmission.stop();
    }
  }

  private void wakeReader() {
    transmission.wake();
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
    var quality =
        new Quality(camera, start, inbox.look().wish(), box, place::isBorne, clock.ticks());
    while (isStillAllowed()) {
      tellHealth();
      var seen = answered(inbox.look());
      if (seen.leaving()) {
        bye();
        return;
      }
      if (seen.paused()) {
        place.leave();
        transmission.stop();
        inbox.await(LOOK_UP);
      } else {
        place.take();
        if (!transmission.next(quality, seen)) {
          bye();
          return;
        }
      }
      tellOf(transmission.current(), quality);
      tellOfObjects(seen);
    }
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

  /// Both are of pictures, and said once some have come.
  private void tellOf(@Nullable Feed sent, Quality quality)
      throws IOException, InterruptedException {
    if (sent == null) {
      return;
    }
    var step = sent.step();
    var motion =
        new ServerMessage.MotionIs(camera.motion().get(), step.rendition().quiet().getAsBoolean());
    if (!motion.equals(toldMotion)) {
      toldMotion = motion;
      wire.text(motion.json());
    }
    if (!step.equals(quality.step())) {
      return; // not yet what was decided on
    }
    var told = quality.told(step);
    if (!told.saysTheSameAs(toldQuality)) {
      toldQuality = told;
      wire.text(new ServerMessage.QualityIs(told).json());
    }
  }

  /// Of what nobody sees nobody is told.
  private void tellOfObjects(Inbox.Seen seen) throws IOException, InterruptedException {
    var report = seen.report();
    boolean hidden = seen.paused() || (report != null && report.report().hidden());
    if (hidden || transmission.current() == null || clock.ticks() - toldObjectsAt < OBJECTS_EVERY) {
      return;
    }
    var now = camera.objects().get();
    if (!now.objects().equals(toldObjects)) {
      toldObjects = now.objects();
      toldObjectsAt = clock.ticks();
      wire.text(new ServerMessage.ObjectsAre(now).json());
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
