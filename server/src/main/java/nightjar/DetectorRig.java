package nightjar;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.detect.Detector;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Eye;
import nightjar.detect.Kind;
import nightjar.detect.Models;
import nightjar.detect.ObjectConfig;
import nightjar.detect.Places;
import nightjar.ffmpeg.StillJpeg;
import nightjar.http.ObjectDesk;
import nightjar.metrics.Metrics;

/// The one model that all cameras' pictures are shown, and how it stands.
final class DetectorRig implements AutoCloseable {
  private static final double ON_A_BOARD = 1; // questions a second
  private static final long MEASURED = 10_000_000_000L; // ticks

  private final Detector detector;
  private final Models models;
  private final double rate;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Detector.Work before = Detector.Work.NONE; // guarded by lock, as are the next two
  private long measured;
  private ObjectDesk.Cost cost;
  private volatile double part = 1;

  /// @param isBoard whether a question takes long here
  DetectorRig(DetectorConfig config, boolean isBoard, Clock clock, Metrics metrics) {
    this.rate = config.rate().orElse(isBoard ? ON_A_BOARD : DetectorConfig.USUAL_RATE);
    this.models = Models.of(config);
    this.clock = clock;
    this.measured = clock.ticks();
    this.cost = new ObjectDesk.Cost(0, 0, rate);
    this.detector = new Detector(models::open, StillJpeg::of, rate, config.idle(), clock);
    ServerMetrics.ofDetector(metrics, detector);
  }

  /// Whether all is there that it takes to recognise something.
  boolean isThere() {
    return models.missing().isEmpty();
  }

  /// What recognises objects in one camera's pictures; told of settings that change.
  CameraObjects watch(String camera, ObjectRig objects, MotionRig motions) {
    var made =
        new CameraObjects(
            camera,
            objects.settings(camera),
            motions.settings(camera),
            motions.recorder(camera),
            this);
    objects.attach(camera, made);
    return made;
  }

  Eye eye(ObjectConfig config, Places places, Eye.Told told) {
    return detector.eye(config, places, told);
  }

  void start() {
    detector.start();
  }

  /// @param left of the rate that is set
  void spare(double left) {
    part = left;
    detector.spare(left);
  }

  /// As in [ObjectDesk.Stand].
  String state() {
    var stand = detector.stand();
    if (stand.loaded()) {
      return "loaded";
    }
    if (!stand.reason().isEmpty()) {
      return "failed";
    }
    return models.missing().isEmpty() ? "ready" : "missing";
  }

  String reason() {
    var stand = detector.stand();
    return stand.reason().isEmpty() ? models.missing().orElse("") : stand.reason();
  }

  ObjectDesk.Model model() {
    try {
      return new ObjectDesk.Model(models.name(), List.copyOf(models.kinds()));
    } catch (IOException _) { // the reason says it
      return new ObjectDesk.Model(models.name(), List.<Kind>of());
    }
  }

  /// Over the last ten seconds or more.
  ObjectDesk.Cost cost() {
    lock.lock();
    try {
      long now = clock.ticks();
      if (now - measured >= MEASURED) {
        var work = detector.work();
        long looks = work.looks() - before.looks();
        double took = looks == 0 ? cost.milliseconds() : each(work, looks);
        cost = new ObjectDesk.Cost(looks * 1e9 / (now - measured), took, rate);
        before = work;
        measured = now;
      }
      return new ObjectDesk.Cost(cost.perSecond(), cost.milliseconds(), rate * part);
    } finally {
      lock.unlock();
    }
  }

  private double each(Detector.Work work, long looks) {
    return (work.seconds() - before.seconds()) * 1e3 / looks;
  }

  @Override
  public void close() {
    detector.close();
  }
}
