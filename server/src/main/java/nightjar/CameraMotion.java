package nightjar;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.event.Ending;
import nightjar.event.Grid;
import nightjar.event.Judge;
import nightjar.event.Moment;
import nightjar.event.Recorder;
import nightjar.http.MotionDesk;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.motion.Cadence;
import nightjar.motion.Looks;
import nightjar.motion.Motion;
import nightjar.motion.MotionConfig;
import nightjar.record.Activity;
import org.jspecify.annotations.Nullable;

/// Looks for motion in one camera's pictures, and tells its recorder what it sees.
///
/// Pictures come on one thread, which waits for nobody but a reader of the numbers.
final class CameraMotion implements MotionEngine {
  private static final long KNOWN_ANEW = 1_000_000_000; // ticks
  private static final String OFF = "off";
  private static final String WAITING = "waiting";
  private static final String NO_GUARD = Moment.Guard.NONE.word();
  private static final double SPARED = 3; // pictures a second that are looked at all the same
  private static final long SOMEBODY_LOOKS = 3_000_000_000L; // ticks

  private final Recorder recorder;
  private final Supplier<MotionDesk.Source> source;
  private final Supplier<MotionDesk.Saved> saved;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock, as are all below.
  private MotionConfig config;
  private double part = 1;
  private final Cadence cadence;
  private final Looks newest = new Looks();
  private @Nullable Motion motion;
  private @Nullable PictureFormat format;
  private Moments moments;
  private int[][] known = {};
  private long knownAt;
  private boolean stirs = true;

  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private volatile String state; // asked for by every viewer for every picture
  private volatile String guard = NO_GUARD;
  private volatile double noise; // levels
  private volatile double area;
  private volatile long askedAt;
  private volatile MotionDesk.@Nullable Now now;
  private volatile @Nullable Activity activity;
  private volatile @Nullable CameraObjects objects;
  private volatile @Nullable CameraAlerts alerts;

  CameraMotion(
      MotionConfig config,
      Recorder recorder,
      Supplier<MotionDesk.Source> source,
      Supplier<MotionDesk.Saved> saved,
      Clock clock) {
    this.config = config;
    this.cadence = new Cadence(config.fps());
    this.moments = new Moments(config);
    this.recorder = recorder;
    this.source = source;
    this.saved = saved;
    this.clock = clock;
    this.askedAt = clock.ticks() - SOMEBODY_LOOKS;
    this.state = config.on() ? WAITING : OFF;
  }

  /// Who else is told how much moves.
  void feed(Activity next) {
    activity = next;
  }

  /// Who looks at what moves.
  void feed(CameraObjects next) {
    objects = next;
  }

  /// Who tells people of it.
  void feed(CameraAlerts next) {
    alerts = next;
  }

  /// @return whether something stirs, as far as is known: full rate is the answer to doubt
  boolean look(Picture picture) {
    lock.lock();
    try {
      if (config.on() && cadence.due(picture.ticks())) {
        look(picture, engine(picture.format()));
      }
      return !config.on() || stirs;
    } finally {
      lock.unlock();
    }
  }

  private Motion engine(PictureFormat now) {
    var engine = motion;
    if (engine == null || !now.equals(format)) {
      engine = new Motion(now.width(), now.height(), config);
      motion = engine;
      format = now;
      known = new int[][] {};
    }
    return engine;
  }

  private void look(Picture picture, Motion engine) {
    newest.add(picture.ticks());
    long start = clock.ticks();
    var seen = engine.look(picture.memory(), picture.ticks());
    long spent = clock.ticks() - start;
    cadence.spent(spent);
    looks.incrementAndGet();
    nanos.addAndGet(spent);
    noise = seen.noise();
    area = seen.area();
    state = Moments.state(seen.state()).word();
    guard = Moments.guard(seen.guard()).word();
    stirs = seen.stirs();
    if (known.length == 0 || (!stirs && picture.ticks() - knownAt >= KNOWN_ANEW)) {
      knownAt = picture.ticks();
      known = engine.known(known);
    }
    var seenBy = activity;
    if (seenBy != null) {
      seenBy.saw(picture.ticks(), seen.area());
    }
    var moment = moments.of(seen, picture.captured());
    recorder.look(
        moment, new Grid(seen.columns(), seen.rows(), seen.blocks(), seen.scores(), known));
    var told = alerts;
    if (told != null) {
      told.moment(moment);
    }
    var watching = objects;
    if (watching != null) {
      watching.look(picture, seen);
    }
    if (clock.ticks() - askedAt < SOMEBODY_LOOKS) {
      now = Glance.of(seen, picture.captured());
    }
  }

  /// Pictures looked at since the start.
  long looks() {
    return looks.get();
  }

  /// Seconds that took.
  double seconds() {
    return nanos.get() / 1e9;
  }

  /// Of the newest picture, in levels.
  double noise() {
    return noise;
  }

  /// Part of the newest picture that is in motion.
  double area() {
    return area;
  }

  /// No picture follows for now, or none that continues what was seen.
  void stop(Ending why) {
    lock.lock();
    try {
      forget();
      stirs = true;
    } finally {
      lock.unlock();
    }
    var watching = objects;
    if (watching != null) {
      watching.stop();
    }
    recorder.stop(why);
  }

  private void forget() {
    motion = null;
    newest.forget();
    now = null;
    state = config.on() ? WAITING : OFF;
    guard = NO_GUARD;
  }

  boolean isOn() {
    lock.lock();
    try {
      return config.on();
    } finally {
      lock.unlock();
    }
  }

  double fps() {
    lock.lock();
    try {
      return config.on() ? rate() : 0;
    } finally {
      lock.unlock();
    }
  }

  /// Pictures a second to look at. However busy the box is, what guards a quiet scene wakes in
  /// time.
  private double rate() {
    return Math.min(config.fps(), Math.max(SPARED, config.fps() * part));
  }

  @Override
  public String state() {
    return state;
  }

  /// The same in words of the live protocol.
  String told() {
    var word = state;
    return word.equals(WAITING) ? Moment.State.LEARNING.word() : word;
  }

  @Override
  public String guard() {
    return guard;
  }

  @Override
  public MotionDesk.Source source() {
    return source.get();
  }

  @Override
  public MotionDesk.Cost cost() {
    lock.lock();
    try {
      return new MotionDesk.Cost(newest.perSecond(clock.ticks()), cadence.milliseconds());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public MotionDesk.Saved saved() {
    return saved.get();
  }

  @Override
  public MotionDesk.Now now() {
    askedAt = clock.ticks();
    return Optional.ofNullable(now)
        .filter(_ -> isOn())
        .orElseGet(
            () -> new MotionDesk.Now(0, state(), guard(), 0, 1, 0, 0, new byte[0], List.of()));
  }

  @Override
  public void set(MotionConfig next) {
    lock.lock();
    try {
      config = next;
      cadence.use(rate());
      moments = new Moments(next);
      if (motion != null) {
        motion.use(next);
      }
      if (!next.on()) {
        forget();
      } else if (motion == null) {
        state = WAITING;
      }
    } finally {
      lock.unlock();
    }
    var watching = objects;
    if (watching != null) {
      watching.use(next);
    }
  }

  @Override
  public void spare(double left) {
    lock.lock();
    try {
      part = left;
      cadence.use(rate());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Judge judge(MotionConfig other) {
    return new MotionJudge(other);
  }
}
