package nightjar.detect;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.posix.NativeHeap;
import nightjar.posix.ThreadPriority;
import org.jspecify.annotations.Nullable;

/// Asks one model about the pictures of all cameras, on a thread of its own that gives way to all
/// others. The model is loaded at the first question, and its memory given back when there was none
/// for a while.
public final class Detector implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Detector.class.getName());
  private static final Duration AGAIN =
      Duration.ofMinutes(1); // after a model that cannot be loaded
  private static final int NICE = 10;
  private static final double LEAST_ASPECT = 0.75; // of a portrait's shorter side to its longer

  /// Where models come from.
  public interface Opener {
    /// @throws IOException what is missing or wrong, in words for people
    Net open() throws IOException;
  }

  /// Makes a JPEG of a picture.
  public interface Engraver {
    byte[] jpeg(Picture picture) throws IOException;
  }

  /// How it stands.
  ///
  /// @param reason for people; empty when nothing is wrong
  public record Stand(boolean loaded, String reason) {}

  /// What it did so far.
  ///
  /// @param seconds of the thread's time, loading aside
  public record Work(long looks, double seconds, long loads) {
    public static final Work NONE = new Work(0, 0, 0);
  }

  private final Opener opener;
  private final Engraver engraver;
  private final Duration idle;
  private final Clock clock;
  private final double rate; // questions a second when nothing is spared
  private final List<Eye> eyes = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final OwnThread thread = new OwnThread("objects");
  private final ReentrantLock lock = new ReentrantLock();
  private final Bucket bucket; // guarded by lock
  private @Nullable Net net; // the thread's own, as are the next two
  private long failed = Long.MIN_VALUE; // ticks
  private boolean isFailing;
  private volatile Stand stand = new Stand(false, "");
  private volatile Work work = Work.NONE;

  /// @param rate questions a second, of all cameras together
  /// @param idle so long after the last question the model's memory is given back
  public Detector(Opener opener, Engraver engraver, double rate, Duration idle, Clock clock) {
    this.opener = opener;
    this.engraver = engraver;
    this.rate = rate;
    this.idle = idle;
    this.clock = clock;
    this.bucket = new Bucket(rate);
  }

  /// One for each camera; call before starting.
  public Eye eye(ObjectConfig config, Places places, Eye.Told told) {
    var eye = new Eye(config, places, new OwnDesk(), told);
    eyes.add(eye);
    return eye;
  }

  private final class OwnDesk implements Eye.Desk {
    @Override
    public boolean take(long ticks) {
      lock.lock();
      try {
        return bucket.take(ticks);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void wake() {
      wake.release();
    }
  }

  public void start() {
    thread.run(this::run);
  }

  /// @param part of the rate that is set
  public void spare(double part) {
    lock.lock();
    try {
      bucket.rate(rate * part);
    } finally {
      lock.unlock();
    }
  }

  public Stand stand() {
    return stand;
  }

  public Work work() {
    return work;
  }

  private void run() {
    ThreadPriority.lower(NICE);
    try {
      while (true) {
        if (wake.tryAcquire(idle.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
          for (var eye : eyes) {
            serve(eye);
          }
        } else {
          unload();
        }
      }
    } catch (InterruptedException _) {
      // closed
    } finally {
      unload();
    }
  }

  private void serve(Eye eye) throws InterruptedException {
    var question = eye.begin();
    if (question == null) {
      return;
    }
    try {
      answer(eye, question);
    } catch (IOException e) {
      eye.cannotAnswer(question.ask());
      fail(String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) { // ours: what is kept must not suffer from it
      eye.cannotAnswer(question.ask());
      fail("the model failed: " + e.getMessage(), e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void answer(Eye eye, Eye.Question question) throws IOException {
    var format = question.picture().format();
    Picture cut;
    Net model;
    long start;
    try {
      model = loaded();
      start = clock.ticks();
      model.take(question.picture(), question.ask().crop());
      cut = Cutting.of(question.picture(), question.ask().crop());
    } finally {
      question.picture().release();
    }
    try {
      var found = model.look(question.ask().least());
      count(clock.ticks() - start);
      for (var sitting : eye.answer(question.ask(), found)) {
        portray(eye, sitting, format, question.ask().crop(), cut);
      }
    } finally {
      cut.release();
    }
  }

  private void count(long nanos) {
    var was = work;
    work = new Work(was.looks + 1, was.seconds + nanos / 1e9, was.loads);
  }

  private void portray(Eye eye, Sitting sitting, PictureFormat picture, Crop of, Picture cut)
      throws IOException {
    var portrait = Cutting.of(cut, within(sitting.part(), picture, of, cut.format()));
    try {
      eye.portrait(sitting.object(), engraver.jpeg(portrait));
    } finally {
      portrait.release();
    }
  }

  /// A part of a picture as a part of what was cut out of it, and neither a tower nor a strip.
  private static Crop within(Box part, PictureFormat picture, Crop of, PictureFormat cut) {
    double across = (double) cut.width() / of.width();
    double down = (double) cut.height() / of.height();
    double left = (part.x() * picture.width() - of.x()) * across;
    double top = (part.y() * picture.height() - of.y()) * down;
    double width = part.width() * picture.width() * across;
    double height = part.height() * picture.height() * down;
    double wide = Math.max(width, height * LEAST_ASPECT);
    double high = Math.max(height, width * LEAST_ASPECT);
    var x = Span.of(left - (wide - width) / 2, wide, cut.width());
    var y = Span.of(top - (high - height) / 2, high, cut.height());
    return new Crop(x.from, y.from, x.length, y.length);
  }

  /// Even samples along one side.
  private record Span(int from, int length) {
    static Span of(double from, double length, int most) {
      int whole = (int) Math.clamp(length, 2, most) & ~1;
      return new Span((int) Math.clamp(from, 0, most - whole) & ~1, whole);
    }
  }

  private Net loaded() throws IOException {
    var there = net;
    if (there != null) {
      return there;
    }
    if (isFailing && clock.ticks() - failed < AGAIN.toNanos()) {
      throw new IOException(stand.reason);
    }
    long start = clock.ticks();
    there = opener.open();
    net = there;
    int size = there.size();
    eyes.forEach(eye -> eye.size(size));
    isFailing = false;
    stand = new Stand(true, "");
    var was = work;
    work = new Work(was.looks, was.seconds, was.loads + 1);
    log.log(DEBUG, "the model is loaded, after {0} ms", (clock.ticks() - start) / 1_000_000);
    return there;
  }

  private void fail(String why, @Nullable RuntimeException ours) {
    unload();
    if (!isFailing || !why.equals(stand.reason)) {
      if (ours == null) {
        log.log(INFO, "objects are not recognised: {0}", why);
      } else {
        log.log(WARNING, "objects are not recognised, for now", ours);
      }
    }
    if (!isFailing || clock.ticks() - failed >= AGAIN.toNanos()) {
      failed = clock.ticks();
    }
    isFailing = true;
    stand = new Stand(false, why);
  }

  private void unload() {
    var there = net;
    if (there != null) {
      net = null;
      there.close();
      NativeHeap.trim();
      stand = new Stand(false, "");
      log.log(DEBUG, "the model is unloaded");
    }
  }

  @Override
  public void close() {
    eyes.forEach(Eye::close);
    thread.close();
  }
}
