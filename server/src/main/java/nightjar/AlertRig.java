package nightjar;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightjar.alert.Alerts;
import nightjar.alert.Bell;
import nightjar.alert.Channel;
import nightjar.alert.Conditions;
import nightjar.alert.Hit;
import nightjar.alert.House;
import nightjar.alert.HouseMode;
import nightjar.alert.RuleText;
import nightjar.alert.Troubles;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.config.AlertSettings;
import nightjar.detect.Kind;
import nightjar.governor.Standing;
import nightjar.http.Alerting;
import nightjar.live.Snapshot;
import nightjar.live.Watchable;
import nightjar.record.Stand;
import org.jspecify.annotations.Nullable;

/// Where cameras, the box and alerts meet, and what others may know of the house.
///
///     motion, objects ──▶ camera alerts ──▶ alerts ──▶ channels, web
///     health, disk, heat, logins ──────────▶ │
final class AlertRig implements House, Bell.Camera, AutoCloseable {
  private static final System.Logger log = System.getLogger(AlertRig.class.getName());
  private static final Duration PICTURE_WITHIN = Duration.ofSeconds(4);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int MOST_LOGINS = 200;
  private static final String LIVE = "live";

  private final MotionRig motion;
  private final Clips clips;
  private final Clock clock;
  private volatile @Nullable Alerts made; // channels ask before it is
  private final @Nullable PassingFolder passing; // goes when this is closed
  private final List<String> channels;
  private final Map<String, CameraAlerts> cameras = new LinkedHashMap<>();
  private final Map<String, CameraObjects> objects = new LinkedHashMap<>();
  private final Map<String, Watchable> watchables = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final OwnThread thread = new OwnThread("house");
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Long> logins = new ArrayDeque<>(); // failed, ticks; guarded by lock
  private volatile Supplier<List<Stand>> stands = List::of;
  private volatile @Nullable Supplier<Standing> standing;
  private boolean isHot; // the alerts' thread's own
  private Object before = List.of(); // the thread's own: what listeners know

  /// @param data folder for what outlives the program; null when nothing does
  AlertRig(
      AlertSettings settings,
      Collection<String> names,
      MotionRig motion,
      Clips clips,
      @Nullable Path data,
      Clock clock)
      throws IOException {
    this.motion = motion;
    this.clips = clips;
    this.clock = clock;
    this.passing = data == null ? PassingFolder.make("nightjar-alerts") : null;
    for (var name : names) {
      cameras.put(name, new CameraAlerts(name, motion.recorder(name), hit -> hit(hit), clock));
    }
    var ways = AlertChannels.of(settings, this, clock);
    var config = settings.config();
    this.channels = ways.stream().map(Channel::name).toList();
    this.made =
        new Alerts(
            folder(passing, data),
            config,
            ways,
            () -> known(config.place().isPresent()),
            this,
            this::troubles,
            clock,
            ZoneId.systemDefault());
  }

  private Alerts alerts() {
    var there = made;
    if (there == null) {
      throw new IllegalStateException("alerts are not made yet");
    }
    return there;
  }

  private void hit(Hit hit) {
    alerts().hit(hit);
  }

  private static Path folder(@Nullable PassingFolder passing, @Nullable Path data) {
    if (passing != null) {
      return passing.path();
    }
    return data == null ? Path.of("") : data.resolve("alerts");
  }

  private RuleText.Known known(boolean sun) {
    var zones = new LinkedHashMap<String, List<String>>();
    cameras.keySet().forEach(camera -> zones.put(camera, motion.zones(camera)));
    var kinds = Arrays.stream(Kind.values()).map(Kind::word).toList();
    return new RuleText.Known(zones, kinds, channels, sun);
  }

  /// What one camera sees goes here from now on. Before `start`.
  void watch(String camera, CameraMotion of, CameraObjects recognised) {
    var its = cameras.get(camera);
    if (its == null) {
      throw new IllegalArgumentException("there is no camera " + camera);
    }
    of.feed(its);
    recognised.feed(its);
    objects.put(camera, recognised);
  }

  /// Whose pictures are taken, and whose health is looked at. Before `start`.
  void show(Collection<Watchable> shown, Supplier<List<Stand>> recordings, Supplier<Standing> box) {
    shown.forEach(camera -> watchables.put(camera.name(), camera));
    stands = recordings;
    standing = box;
  }

  void start() {
    useRules();
    alerts().onRules(this::useRules);
    alerts().start();
    if (!listeners.isEmpty()) { // they begin to listen when they are made
      thread.repeat(this::look, LOOK, clock);
    }
  }

  private void useRules() {
    lock.lock();
    try {
      cameras.forEach((name, its) -> use(name, its));
    } finally {
      lock.unlock();
    }
  }

  private void use(String name, CameraAlerts its) {
    var recognised = objects.get(name);
    if (recognised != null) {
      its.use(alerts().rules(), recognised);
    }
  }

  Alerting shown() {
    return new Alerting(alerts(), new PastEvents(motion.events()));
  }

  /// Something in the book of accounts did not go well.
  void failed(String action) {
    if (action.equals("login-failed")) {
      lock.lock();
      try {
        logins.addLast(clock.ticks());
        if (logins.size() > MOST_LOGINS) {
          logins.removeFirst();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private int failedLogins() {
    long since = clock.ticks() - Conditions.LOGINS_WITHIN.toNanos();
    lock.lock();
    try {
      logins.removeIf(tick -> tick < since);
      return logins.size();
    } finally {
      lock.unlock();
    }
  }

  private Troubles troubles() {
    var silent = new HashMap<String, String>();
    for (var camera : watchables.values()) {
      var health = camera.health().get();
      if (!health.state().equals(LIVE) && !health.state().equals("off")) {
        silent.put(camera.name(), health.reason());
      }
    }
    return new Troubles(silent, disk(), heat(), failedLogins());
  }

  private String disk() {
    for (var stand : stands.get()) {
      if (stand.state().equals("paused") && !stand.problem().isEmpty()) {
        return stand.camera() + " is not recorded: " + stand.problem();
      }
    }
    return cameras.keySet().stream()
        .map(camera -> motion.events().problem(camera))
        .filter(problem -> !problem.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String heat() {
    var box = standing;
    if (box == null) {
      return "";
    }
    var now = box.get();
    var bound = now.limits().temperature();
    double celsius = now.readings().temperature();
    isHot = celsius >= (isHot ? bound.restores() : bound.sheds());
    var power = now.readings().power();
    if (isHot) {
      return "%.0f °C".formatted(celsius);
    }
    return power != null && power.slowed() ? "the board is slowed down" : "";
  }

  // --- the house, for others

  private void look() {
    var now = new ArrayList<Object>();
    now.add(alerts().house().mode());
    now.add(health());
    cameras().forEach(camera -> now.add(eye(camera)));
    if (!now.equals(before)) {
      before = now;
      listeners.forEach(Runnable::run);
    }
  }

  @Override
  public List<String> cameras() {
    return List.copyOf(cameras.keySet());
  }

  @Override
  public Eye eye(String camera) {
    var shown = watchables.get(camera);
    if (shown == null) {
      return new Eye(camera, false, false, Set.of());
    }
    boolean online = shown.health().get().state().equals(LIVE);
    var kinds =
        shown.objects().get().objects().stream().map(one -> one.kind()).collect(Collectors.toSet());
    return new Eye(camera, online, shown.motion().get().equals("moving"), kinds);
  }

  @Override
  public Health health() {
    var there = made;
    var words = there == null || there.problem().isEmpty() ? disk() : there.problem();
    var box = standing;
    var line = words.isEmpty() && box != null ? box.get().line() : words;
    return new Health(line.isEmpty(), line);
  }

  @Override
  public HouseMode mode() {
    var there = made;
    return there == null ? HouseMode.HOME : there.house().mode();
  }

  @Override
  public void mode(HouseMode mode, String by) {
    try {
      alerts().mode(mode, by);
    } catch (IOException e) {
      log.log(WARNING, "{0} cannot set the house to {1}: {2}", by, mode.word(), e.getMessage());
    }
  }

  @Override
  public boolean acknowledge(long alert, String by) {
    try {
      return alerts().acknowledge(alert, by);
    } catch (IOException e) {
      log.log(WARNING, "{0} cannot acknowledge alert {1}: {2}", by, alert, e.getMessage());
      return false;
    }
  }

  @Override
  public Optional<byte[]> picture(String camera) throws InterruptedException {
    var from = watchables.get(camera);
    if (from == null) {
      return Optional.empty();
    }
    return Snapshot.of(from, PICTURE_WITHIN, clock).map(Snapshot::bytes);
  }

  @Override
  public Optional<byte[]> clip(String camera, long from, long to) throws IOException {
    return clips.of(camera, from, to);
  }

  @Override
  public void listen(Runnable changed) {
    listeners.add(changed);
  }

  @Override
  public void close() {
    thread.close();
    alerts().close();
    if (passing != null) {
      passing.close();
    }
  }
}
