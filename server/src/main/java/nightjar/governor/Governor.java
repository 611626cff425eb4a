package nightjar.governor;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.base.OwnThread;

/// Looks at the machine once a second, decides, and says so: one line in the log for each change.
public final class Governor implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Governor.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Machine machine;
  private final Course course;
  private final Words words;
  private final Clock clock;
  private final Consumer<Shed> changed;
  private final OwnThread thread = new OwnThread("governor");
  private State state; // the thread's own
  private volatile Standing standing;

  /// @param machine closed with this
  /// @param ladder what there is to shed
  /// @param changed told of each change, on the governor's thread
  public Governor(
      Machine machine,
      Pace pace,
      Set<Step> ladder,
      Words words,
      Clock clock,
      Consumer<Shed> changed) {
    this.machine = machine;
    this.course = new Course(Limits.of(machine.isBoard()), pace, ladder);
    this.words = words;
    this.clock = clock;
    this.changed = changed;
    this.state = course.initial(clock.ticks());
    this.standing = standing(Readings.unknown(0), clock.wallMicros());
  }

  public void start() {
    thread.repeat(this::look, LOOK, clock);
  }

  private void look() {
    var readings = machine.read();
    var before = state;
    state = course.next(before, readings, clock.ticks());
    boolean same = state.level() == before.level();
    standing = standing(readings, same ? standing.since() : clock.wallMicros());
    if (!same) {
      changed.accept(standing.shed());
      log.log(INFO, said(before.level()));
    }
  }

  private String said(int before) {
    if (state.level() == 0) {
      return "full quality again";
    }
    return state.level() > before ? standing.line() : "better: " + standing.line();
  }

  private Standing standing(Readings readings, long since) {
    return new Standing(
        state.level(),
        state.shed(),
        words.all(state),
        words.line(state),
        since,
        readings,
        course.limits());
  }

  /// As of the last look. Any thread.
  public Standing standing() {
    return standing;
  }

  @Override
  public void close() {
    thread.close();
    machine.close();
  }
}
