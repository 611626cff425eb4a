package nightjar;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.posix.ServiceManager;

/// Tells the service manager that all is well, for as long as it is: cameras that say they are live
/// give pictures, recordings reach the disk. When that is not so, it is told nothing more, ends
/// this process, and starts it anew.
final class Lifeline implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Lifeline.class.getName());
  private static final Duration USUAL = Duration.ofSeconds(10);

  private final ServiceManager manager;
  private final Supplier<List<Pulse.Vital>> vitals;
  private final Supplier<String> status;
  private final Runnable givenUp;
  private final Clock clock;
  private final Pulse pulse = new Pulse(); // the thread's own, as is the next
  private List<String> said = List.of();
  private final OwnThread thread = new OwnThread("lifeline");

  /// @param vitals as they are when asked
  /// @param status one line for people
  /// @param givenUp this process is, run once
  Lifeline(
      ServiceManager manager,
      Supplier<List<Pulse.Vital>> vitals,
      Supplier<String> status,
      Runnable givenUp,
      Clock clock) {
    this.manager = manager;
    this.vitals = vitals;
    this.status = status;
    this.givenUp = givenUp;
    this.clock = clock;
  }

  /// The server serves.
  void start() {
    manager.tell("READY=1\nSTATUS=" + status.get());
    var every = manager.watchdog().map(limit -> limit.dividedBy(4)).orElse(USUAL);
    thread.repeat(this::look, every.compareTo(USUAL) < 0 ? every : USUAL, clock);
  }

  void look() {
    var stuck = pulse.stuck(vitals.get(), clock.ticks());
    if (!stuck.equals(said)) {
      if (said.isEmpty()) {
        givenUp.run();
      }
      stuck.forEach(name -> log.log(ERROR, "{0} stands still: this process is given up", name));
      said = stuck;
    }
    manager.tell(
        stuck.isEmpty()
            ? "WATCHDOG=1\nSTATUS=" + status.get()
            : "STATUS=stands still: " + String.join(", ", stuck));
  }

  @Override
  public void close() {
    thread.close();
    manager.tell("STOPPING=1");
  }
}
