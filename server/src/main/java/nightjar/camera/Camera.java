package nightjar.camera;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.filter.FilterConfig;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.jspecify.annotations.Nullable;

/// Keeps one source open for as long as the server runs and its switch is on.
///
/// Owns one platform thread: reading a device blocks in native code, which would pin a virtual one.
/// Hands what it reads to a sink that does not wait, and never waits itself.
public final class Camera implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Camera.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final long STALLED_AFTER = 1_000_000_000; // nanoseconds, and five pictures' time

  private final String name;
  private final Source.Opener opener;
  private final FilterConfig filter;
  private final Clock clock;
  private final Sink sink;
  private final Switch power;
  private final OwnThread thread;
  private final Counts counts = new Counts();
  private final ReaderStalls stalls = new ReaderStalls();
  private volatile CameraState told = new CameraState.Starting();
  private volatile long lastPicture;
  private volatile Optional<PictureFormat> format = Optional.empty();
  private volatile boolean closing;
  // Switched off since the source was last opened: whatever `told` says is of before.
  private volatile boolean outdated;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition switched = lock.newCondition();
  private @Nullable Thread looking; // guarded by lock; null while there is nothing to close

  /// What has been done since the start.
  public static final class Counts {
    /// Read from the source.
    public final AtomicLong pictures = new AtomicLong();

    /// Read and given to nobody, because all pictures were still held.
    public final AtomicLong dropped = new AtomicLong();

    /// Lost before they could be read, as far as sources know.
    public final AtomicLong missed = new AtomicLong();

    /// Times the source broke or could not be opened.
    public final AtomicLong failures = new AtomicLong();
  }

  /// @param filter what is done to raw pictures; coded ones stay as they are
  public Camera(
      String name,
      Source.Opener opener,
      FilterConfig filter,
      Clock clock,
      Sink sink,
      Switch power) {
    this.name = name;
    this.filter = filter;
    this.opener = opener;
    this.clock = clock;
    this.sink = new WhileOn(sink, power);
    this.power = power;
    this.thread = new OwnThread("camera-" + name);
    power.listen(this::switched);
  }

  public void start() {
    thread.run(this::run);
  }

  public String name() {
    return name;
  }

  public CameraState state() {
    if (power.verdict() instanceof Verdict.Off(var reason, _)) {
      return new CameraState.Off(reason);
    }
    var now = outdated ? new CameraState.Starting() : told;
    return now instanceof CameraState.Live && isOverdue() ? new CameraState.Stalled() : now;
  }

  private boolean isOverdue() {
    double fps = format.map(PictureFormat::fps).orElse(1.0);
    return clock.ticks() - lastPicture > Math.max(STALLED_AFTER, 5e9 / fps);
  }

  /// Empty until it was open once.
  public Optional<PictureFormat> format() {
    return format;
  }

  public Counts counts() {
    return counts;
  }

  /// The longest that a source's next picture was kept waiting by this camera's thread.
  public Duration longestReaderStall() {
    return stalls.longest();
  }

  /// Times that this was longer than five pictures last.
  public long readerStalls() {
    return stalls.count();
  }

  private void run() {
    var pause = FIRST_PAUSE;
    while (!closing) {
      try {
        awaitOn();
        pause = lookOnce(pause);
      } catch (InterruptedException _) { // closed, or switched off
        pause = FIRST_PAUSE;
      } finally {
        stopLooking();
      }
    }
  }

  private void awaitOn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (power.isOff()) {
        switched.await();
      }
      looking = Thread.currentThread();
      told = new CameraState.Starting();
      outdated = false;
    } finally {
      lock.unlock();
    }
  }

  private void stopLooking() {
    lock.lock();
    try {
      looking = null;
      var _ = Thread.interrupted(); // one that came too late for this
    } finally {
      lock.unlock();
    }
    if (outdated) {
      sink.interrupt();
    }
  }

  /// Any thread. Whatever the camera's own is at, waiting to open the source again included, ends.
  private void switched() {
    lock.lock();
    try {
      switched.signalAll();
      if (power.isOff()) {
        outdated = true;
        if (looking != null) {
          looking.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// From opening the source to the end of the pause after it failed.
  ///
  /// @return the next pause
  private Duration lookOnce(Duration pause) throws InterruptedException {
    long before = counts.pictures.get();
    var next = pause;
    try {
      runOnce();
    } catch (IOException e) { // the world failed: say so, wait, open it again
      if (outdated) {
        throw new InterruptedException("broken by being closed");
      }
      next = counts.pictures.get() > before ? FIRST_PAUSE : pause;
      counts.failures.incrementAndGet();
      fail(String.valueOf(e.getMessage()), next);
    }
    clock.sleep(next);
    var longer = next.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private void fail(String reason, Duration pause) {
    log.log(WARNING, "camera {0}: {1}; opening again in {2} s", name, reason, pause.toSeconds());
    told = new CameraState.Failed(reason, clock.ticks() + pause.toNanos());
    sink.interrupt();
  }

  private void runOnce() throws IOException, InterruptedException {
    told = new CameraState.Starting();
    try (var source = opener.open()) {
      switch (source) {
        case PictureSource pictures -> {
          try (var reading = new PictureReading(pictures, filter, clock, sink, counts, stalls)) {
            keepReading(source, reading.format(), reading::next);
          }
        }
        case CodedSource coded -> keepReading(source, coded.format(), () -> pass(coded));
      }
    }
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private void keepReading(Source source, PictureFormat delivered, Step step)
      throws IOException, InterruptedException {
    format = Optional.of(delivered);
    long missed = source.missed();
    while (!Thread.interrupted()) {
      step.run();
      lastPicture = clock.ticks();
      counts.pictures.incrementAndGet();
      counts.missed.addAndGet(source.missed() - missed);
      missed = source.missed();
      if (!(told instanceof CameraState.Live)) {
        log.log(INFO, "camera {0}: live, {1}", name, words(delivered));
        told = new CameraState.Live();
      }
    }
    throw new InterruptedException();
  }

  private void pass(CodedSource source) throws IOException, InterruptedException {
    var picture = source.next();
    long before = clock.ticks();
    sink.coded(picture);
    stalls.add(clock.ticks() - before, source.format().fps());
  }

  private static String words(PictureFormat format) {
    return "%dx%d at %.3g pictures a second"
        .formatted(format.width(), format.height(), format.fps());
  }

  /// Lets nothing through once the switch is off, whatever is still being read.
  private record WhileOn(Sink sink, Switch power) implements Sink {
    @Override
    public void picture(Picture picture) {
      if (!power.isOff()) {
        sink.picture(picture);
      }
    }

    @Override
    public int holdsBack(PictureFormat format) {
      return sink.holdsBack(format);
    }

    @Override
    public void coded(CodedPicture picture) {
      if (!power.isOff()) {
        sink.coded(picture);
      }
    }

    @Override
    public void interrupt() {
      sink.interrupt();
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.close();
  }
}
