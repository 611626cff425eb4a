package nightjar.camera;

import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.base.WeekTimes;
import org.jspecify.annotations.Nullable;

/// One camera's off switch: what people said, and its schedule. All that its pictures go through
/// asks it.
public final class Switch {
  private static final System.Logger log = System.getLogger(Switch.class.getName());
  private static final int LONGEST_NAME = 64;

  private final String camera;
  private final WeekTimes times;
  private final Clock clock;
  private final ZoneId zone;
  private final Keeper keeper;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock setting = new ReentrantLock(); // one at a time, the file's write too
  private final ReentrantLock lock = new ReentrantLock();
  private Said said; // guarded by lock
  private volatile Verdict verdict; // written under lock

  /// Where what people say outlives the program.
  interface Keeper {
    /// @throws IOException it does not
    void keep(Said said) throws IOException;
  }

  /// What saying something came to.
  ///
  /// @param changed the verdict was another before, as `by its schedule` is another than `by ana`
  public record Turned(Verdict verdict, boolean changed) {}

  Switch(String camera, WeekTimes times, Clock clock, ZoneId zone, Said said, Keeper keeper) {
    this.camera = camera;
    this.times = times;
    this.clock = clock;
    this.zone = zone;
    this.said = said;
    this.keeper = keeper;
    this.verdict = decide();
  }

  /// As decided last.
  public Verdict verdict() {
    return verdict;
  }

  public boolean isOff() {
    return verdict instanceof Verdict.Off;
  }

  boolean hasSchedule() {
    return !times.equals(WeekTimes.NONE);
  }

  /// Called at each change, on any thread; asks for the verdict itself, and does not wait.
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /// Called when it turns off, or is off for another reason than before; likewise.
  public void whenOff(Runnable listener) {
    listen(
        () -> {
          if (isOff()) {
            listener.run();
          }
        });
  }

  /// Off is in force at once, even if it cannot be written down; on only once it is.
  ///
  /// @param who for people; may be empty
  /// @throws IOException it is not written down: on has not happened, off lasts to the next start
  public Turned set(boolean on, String who) throws IOException {
    if (who.length() > LONGEST_NAME || who.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("who switches must be a name of up to 64 letters");
    }
    setting.lock();
    try {
      if (on) {
        var next = new Said.On(who, clock.wall());
        keeper.keep(next);
        return take(next);
      } else {
        var next = new Said.Off(who, clock.wall());
        var turned = take(next);
        keeper.keep(next);
        return turned;
      }
    } finally {
      setting.unlock();
    }
  }

  /// Decides anew, for time has passed.
  public void look() {
    take(null);
  }

  /// @param next null for what was said before
  private Turned take(@Nullable Said next) {
    Verdict before;
    Verdict after;
    lock.lock();
    try {
      said = next == null ? said : next;
      before = verdict;
      after = decide();
      verdict = after;
    } finally {
      lock.unlock();
    }
    if (!after.equals(before)) {
      log.log(INFO, "camera {0}: {1}", camera, words(after));
      listeners.forEach(Runnable::run);
    }
    return new Turned(after, !after.equals(before));
  }

  private Verdict decide() {
    return Verdict.of(times, said, clock.wall().atZone(zone));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.On _ -> "switched on";
      case Verdict.Off(var reason, _) -> "switched off " + reason;
    };
  }
}
