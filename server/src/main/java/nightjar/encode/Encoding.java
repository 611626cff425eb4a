package nightjar.encode;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.jspecify.annotations.Nullable;

/// One rendition of a camera: encodes its pictures while somebody wants them.
///
/// Owns one platform thread, for encoders are native arithmetic. The encoder is opened for the
/// first picture somebody wants and closed when nobody has for a while.
public final class Encoding implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Encoding.class.getName());
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_FORCED_IDRS = Duration.ofMillis(500);

  private final String name;
  private final Encoder.Opener opener;
  private final BooleanSupplier wanted;
  private final Publisher out;
  private final Clock clock;
  private final MediaClock mediaClock;
  private final Mailbox mailbox = new Mailbox();
  private final AtomicBoolean idrAsked = new AtomicBoolean();
  private final Counts counts = new Counts();
  private final OwnThread thread;
  private volatile EncodeSettings settings;
  private volatile boolean active; // the encoder is open
  private volatile Optional<String> problem = Optional.empty();

  // The thread's own.
  private @Nullable Encoder encoder;
  private @Nullable PictureFormat format;
  private @Nullable EncodeSettings opened;
  private long lastWanted;
  private long lastIdr;
  private long nextDue = Long.MIN_VALUE;

  /// @param wanted asked for each picture
  /// @param epoch the tick at which media time is 0
  public Encoding(
      String name,
      EncodeSettings settings,
      Encoder.Opener opener,
      BooleanSupplier wanted,
      Publisher out,
      Clock clock,
      long epoch) {
    this.name = name;
    this.settings = settings;
    this.opener = opener;
    this.wanted = wanted;
    this.out = out;
    this.clock = clock;
    this.mediaClock = new MediaClock(epoch);
    this.thread = new OwnThread("encode-" + name);
  }

  public void start() {
    thread.run(this::run);
  }

  /// Takes the picture, or the next one if the encoder is behind. Never waits.
  public void offer(Picture picture) {
    if ((active || wanted.getAsBoolean()) && mailbox.put(picture)) {
      counts.dropped.incrementAndGet();
    }
  }

  /// The next picture becomes an IDR, unless one has just been.
  public void requestIdr() {
    idrAsked.set(true);
  }

  /// From the next picture on.
  public void use(EncodeSettings next) {
    settings = next;
  }

  public EncodeSettings settings() {
    return settings;
  }

  /// Why nothing can be encoded at the moment; empty when all is well, or when nobody wants any:
  /// what was wrong when last tried would else be said for ever, and keep those away who would try
  /// again.
  public Optional<String> problem() {
    return wanted.getAsBoolean() ? problem : Optional.empty();
  }

  public Counts counts() {
    return counts;
  }

  @Override
  public void close() {
    thread.close();
    mailbox.close();
  }

  private void run() {
    try {
      while (true) {
        var picture = mailbox.take(LINGER);
        if (picture == null) { // the camera stopped
          closeEncoder();
          continue;
        }
        try {
          encodeIfDue(picture);
        } catch (InterruptedIOException _) { // closed: the next wait says so
          closeEncoder();
        } catch (IOException e) { // the world failed: say so, wait, open it again
          counts.failures.incrementAndGet();
          problem = Optional.of(String.valueOf(e.getMessage()));
          log.log(WARNING, "{0}: {1}; opening the encoder again", name, e.getMessage());
          closeEncoder();
          clock.sleep(PAUSE);
        } finally {
          picture.release();
        }
      }
    } catch (InterruptedException _) {
      // closed
    } finally {
      closeEncoder();
    }
  }

  private void encodeIfDue(Picture picture) throws IOException {
    if (wanted.getAsBoolean()) {
      lastWanted = picture.ticks();
    } else if (encoder == null || picture.ticks() - lastWanted > LINGER.toNanos()) {
      closeEncoder();
      return;
    }
    if (due(picture.ticks())) {
      encode(picture);
    }
  }

  /// Leaves out pictures beyond the rate asked for; a quarter of an interval early is on time.
  private boolean due(long ticks) {
    long interval = (long) (1e9 / settings.fps());
    if (nextDue != Long.MIN_VALUE && ticks < nextDue - interval / 4) {
      return false;
    }
    boolean onTime = nextDue != Long.MIN_VALUE && ticks < nextDue + interval;
    nextDue = (onTime ? nextDue : ticks) + interval;
    return true;
  }

  private void encode(Picture picture) throws IOException {
    var current = openFor(picture.format());
    long start = clock.ticks();
    boolean idr = idrAsked.get() && start - lastIdr >= BETWEEN_FORCED_IDRS.toNanos();
    var pts = mediaClock.at(picture.ticks());
    current.encode(picture, idr, (data, isIdr) -> publish(picture, pts, data, isIdr));
    counts.nanos.addAndGet(clock.ticks() - start);
  }

  private void publish(Picture picture, MediaTime pts, MemorySegment data, boolean idr)
      throws IOException {
    if (idr) {
      lastIdr = clock.ticks();
      idrAsked.set(false);
    }
    problem = Optional.empty();
    counts.encoded.incrementAndGet();
    counts.bytes.addAndGet(data.byteSize());
    double fps = settings.atMost(picture.format().fps()).fps();
    int duration = MediaClock.duration(fps);
    if (!out.publish(new AccessUnit(data, idr, pts, picture.captured(), duration))) {
      requestIdr();
    }
  }

  private Encoder openFor(PictureFormat wantedFormat) throws IOException {
    var current = encoder;
    var asked = settings.atMost(wantedFormat.fps());
    if (current != null && wantedFormat.equals(format) && asked.equals(opened)) {
      return current;
    }
    if (current != null && wantedFormat.equals(format) && current.adjust(asked)) {
      opened = asked;
      return current;
    }
    if (current != null) {
      current.close();
      encoder = null;
    }
    var fresh = opener.open(wantedFormat, asked);
    if (current == null) {
      out.interrupt();
      log.log(INFO, "{0}: encoder opened", name);
    }
    encoder = fresh;
    active = true;
    format = wantedFormat;
    opened = asked;
    return fresh;
  }

  private void closeEncoder() {
    active = false;
    var current = encoder;
    if (current != null) {
      current.close();
      encoder = null;
      out.interrupt();
      log.log(INFO, "{0}: encoder closed", name);
    }
  }
}
