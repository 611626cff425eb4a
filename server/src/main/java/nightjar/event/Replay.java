package nightjar.event;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightjar.base.Clock;
import nightjar.event.Replayed.Fired;
import nightjar.event.Replayed.Span;
import org.jspecify.annotations.Nullable;

/// Lets a judge look at what a journal holds, and tells events from it as if it were now.
final class Replay implements JournalReading.Listener {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final long NEXT = 1_000_000; // microseconds: later is a gap

  private final Judge judge;
  private final EventConfig config;
  private final Clock clock;
  private final long from;
  private final long to;
  private final long started;
  private final List<Span> kept = new ArrayList<>();
  private final List<Fired> fired = new ArrayList<>();
  private Course course = Course.before();
  private @Nullable Firing firing;
  private long last = Long.MIN_VALUE;

  /// An event that would last.
  private static final class Firing {
    final long start;
    double score;
    double area;
    final Set<String> zones = new LinkedHashSet<>();

    Firing(long start) {
      this.start = start;
    }

    void add(Moment moment) {
      score = Math.max(score, moment.score());
      area = Math.max(area, moment.area());
      moment.blobs().stream()
          .filter(Moment.Blob::counts)
          .forEach(blob -> zones.addAll(blob.zones()));
    }
  }

  private Replay(Judge judge, EventConfig config, Clock clock, long from, long to) {
    this.judge = judge;
    this.config = config;
    this.clock = clock;
    this.from = from;
    this.to = to;
    this.started = clock.ticks();
  }

  /// @param before events that there were
  static Replayed run(
      Path folder,
      long from,
      long to,
      Judge judge,
      EventConfig config,
      Clock clock,
      List<Event.Summary> before)
      throws IOException {
    var replay = new Replay(judge, config, clock, from, to);
    for (var file : JournalReading.files(folder, from, to)) {
      if (!JournalReading.read(file, replay)) {
        break;
      }
    }
    replay.take(replay.course.stop(Ending.INTERRUPTED));
    double seconds = replay.kept.stream().mapToLong(span -> span.to() - span.from()).sum() / 1e6;
    var took = Duration.ofNanos(clock.ticks() - replay.started);
    return new Replayed(replay.kept, seconds, took, replay.fired, before);
  }

  @Override
  public void scene(long at, int columns, int rows, int[][] known, boolean goesOn) {
    boolean alone = last == Long.MIN_VALUE || at < last || at - last > NEXT;
    if (!goesOn || alone) {
      judge.begin(columns, rows, known, at * 1_000);
    }
  }

  @Override
  public boolean grid(long at, int[] blocks) {
    if (at < from) {
      return true;
    }
    if (at > to || clock.ticks() - started > LONGEST.toNanos()) {
      return false;
    }
    if (last != Long.MIN_VALUE && at < last) { // the clock was set back
      return true;
    }
    cover(at);
    last = at;
    var moment = judge.look(blocks, at * 1_000, at);
    take(course.next(moment, config));
    if (firing != null) {
      firing.add(moment);
    }
    return true;
  }

  private void cover(long at) {
    if (kept.isEmpty() || at - kept.getLast().to() > NEXT) {
      kept.add(new Span(at, at));
    } else {
      kept.add(new Span(kept.removeLast().from(), at));
    }
  }

  private void take(Course.Next next) {
    course = next.course();
    for (var step : next.steps()) {
      switch (step) {
        case Course.Step.Begun(long start, long _, boolean _) -> firing = new Firing(start / 1_000);
        case Course.Step.Ended(long end, var _) -> ended(end / 1_000);
      }
    }
  }

  private void ended(long end) {
    var one = firing;
    if (one != null) {
      fired.add(
          new Fired(
              Math.max(0, one.start),
              Math.max(one.start, end),
              one.score,
              one.area,
              List.copyOf(one.zones)));
    }
    firing = null;
  }
}
