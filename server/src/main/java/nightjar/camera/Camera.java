package nightjar.camera;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// Keeps one source open for as long as the server runs.
///
/// Owns one platform thread: reading a device blocks in native code, which would pin a virtual one.
/// Hands each picture to `out`, which must not wait, and never waits itself: when all pictures of
/// the pool are held, the next is read into one kept aside and dropped.
public final class Camera implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Camera.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int PICTURES = 6;

  private final String name;
  private final Source.Opener opener;
  private final Clock clock;
  private final Consumer<Picture> out;
  private final OwnThread thread;
  private final AtomicLong pictures = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile CameraState state = new CameraState.Starting();
  private volatile Optional<PictureFormat> format = Optional.empty();

  /// @param out called for each picture on the camera's thread; holds what it keeps
  public Camera(String name, Source.Opener opener, Clock clock, Consumer<Picture> out) {
    this.name = name;
    this.opener = opener;
    this.clock = clock;
    this.out = out;
    this.thread = new OwnThread("camera-" + name);
  }

  public void start() {
    thread.run(this::run);
  }

  public String name() {
    return name;
  }

  public CameraState state() {
    return state;
  }

  /// Empty until it was open once.
  public Optional<PictureFormat> format() {
    return format;
  }

  /// Pictures read since the start.
  public long pictures() {
    return pictures.get();
  }

  /// Pictures read that nobody could be given, because all were still held.
  public long dropped() {
    return dropped.get();
  }

  private void run() {
    var pause = FIRST_PAUSE;
    try {
      while (true) {
        long before = pictures.get();
        try {
          runOnce();
        } catch (IOException e) { // the world failed: say so, wait, open it again
          pause = pictures.get() > before ? FIRST_PAUSE : pause;
          log.log(
              WARNING,
              "camera {0}: {1}; opening again in {2} s",
              name,
              e.getMessage(),
              pause.toSeconds());
          state = new CameraState.Failed(String.valueOf(e.getMessage()), pause);
        }
        clock.sleep(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void runOnce() throws IOException, InterruptedException {
    state = new CameraState.Starting();
    try (var source = opener.open();
        var pool = new PicturePool(source.format(), PICTURES);
        var spare = new PicturePool(source.format(), 1)) {
      format = Optional.of(source.format());
      while (!Thread.interrupted()) {
        readOne(source, pool, spare);
        if (!(state instanceof CameraState.Live)) {
          log.log(INFO, "camera {0}: live, {1}", name, words(source.format()));
          state = new CameraState.Live();
        }
      }
      throw new InterruptedException();
    }
  }

  private void readOne(Source source, PicturePool pool, PicturePool spare)
      throws IOException, InterruptedException {
    var free = pool.take();
    var picture = free != null ? free : spare.take();
    if (picture == null) {
      throw new IllegalStateException("the spare picture is never handed out");
    }
    try {
      source.read(picture);
      pictures.incrementAndGet();
      if (free != null) {
        out.accept(picture);
      } else {
        dropped.incrementAndGet();
      }
    } finally {
      picture.release();
    }
  }

  private static String words(PictureFormat format) {
    return "%dx%d at %.3g pictures a second"
        .formatted(format.width(), format.height(), format.fps());
  }

  @Override
  public void close() {
    thread.close();
  }
}
