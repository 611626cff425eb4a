package nightjar.camera;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.base.WeekTimes;
import org.jspecify.annotations.Nullable;

/// Every camera's off switch, and the file in which what people said outlives the program.
///
/// Owns one thread, which looks at schedules, where there are any. A file that cannot be read
/// leaves every camera off until somebody switches it on: it may have said so.
public final class Switches implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Switches.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Clock clock;
  private final ZoneId zone;
  private final @Nullable SwitchFile file;
  private final Map<String, Switch> switches = new ConcurrentHashMap<>();
  private final OwnThread thread = new OwnThread("switches");
  private final ReentrantLock lock = new ReentrantLock(); // held while the file is written
  private Map<String, Said> said; // guarded by lock; of cameras that are no longer there too
  private final @Nullable String lost; // why the file cannot be read

  /// @param folder for `switches.json`; null to keep in memory what people say
  public Switches(@Nullable Path folder, Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
    this.file = folder == null ? null : new SwitchFile(folder);
    Map<String, Said> read = Map.of();
    String why = null;
    try {
      read = file == null ? read : file.read();
    } catch (IOException e) {
      why = "because what people switched last cannot be read; the log says why";
      log.log(WARNING, "every camera stays off until it is switched on: {0}", e.getMessage());
    }
    this.said = read;
    this.lost = why;
  }

  /// One for each name.
  public Switch of(String camera, WeekTimes times) {
    return switches.computeIfAbsent(
        camera,
        name -> new Switch(name, times, clock, zone, known(name), said -> keep(name, said)));
  }

  private Said known(String camera) {
    lock.lock();
    try {
      var known =
          said.getOrDefault(camera, lost == null ? new Said.Nothing() : new Said.Lost(lost));
      said = with(camera, known);
      return known;
    } finally {
      lock.unlock();
    }
  }

  private void keep(String camera, Said next) throws IOException {
    lock.lock();
    try {
      var all = with(camera, next);
      if (next instanceof Said.Off) {
        said = all; // in force whatever becomes of the file
      }
      if (file != null) {
        file.write(all);
      }
      said = all;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Said> with(String camera, Said next) {
    var all = new TreeMap<>(said);
    all.put(camera, next);
    return all;
  }

  /// Call when every camera's is made.
  public void start() {
    if (switches.values().stream().anyMatch(Switch::hasSchedule)) {
      thread.repeat(this::look, LOOK, clock);
    }
  }

  private void look() {
    switches.values().forEach(Switch::look);
  }

  @Override
  public void close() {
    thread.close();
  }
}
