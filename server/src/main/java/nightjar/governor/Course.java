package nightjar.governor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightjar.governor.Limits.Finding;
import nightjar.governor.State.Calm;
import nightjar.governor.State.Taken;
import org.jspecify.annotations.Nullable;

/// From one state to the next: a pure function of the state, what was found, and the time.
///
///     bad for `bad` ─────▶ the first step of the ladder that helps is shed   ┐ at most one
///     urgent ────────────▶ likewise, without waiting                         ├ at a time
///     calm for `patience` ───▶ the last step against which nothing speaks is back┘
///     shed within `patience` of something coming back ─▶ `patience` doubles, up to `longest`
///     nothing shed, and nothing to shed, for `longest` ─▶ `patience` is as at first
///
/// @param ladder steps that change anything here
record Course(Limits limits, Pace pace, Set<Step> ladder) {
  State initial(long tick) {
    return State.initial(pace, tick);
  }

  State next(State state, Readings readings, long tick) {
    var found = limits.judge(readings);
    var bad = since(state, found, tick);
    var due = due(state, found, bad, tick);
    if (due.isPresent()) {
      return shed(state, bad, due.get(), tick);
    }
    var calm = calm(state.taken(), state.calm(), found, tick);
    if (calm != null && tick - Math.max(calm.since(), state.changed()) >= state.patience()) {
      var taken = state.taken().stream().filter(t -> t.step() != calm.step()).toList();
      return new State(taken, bad, calm(taken, null, found, tick), tick, true, state.patience());
    }
    boolean forgotten = state.level() == 0 && tick - state.changed() >= pace.longest();
    long patience = forgotten ? pace.calm() : state.patience();
    return new State(state.taken(), bad, calm, state.changed(), state.restored(), patience);
  }

  private static Map<Class<? extends Reason>, Long> since(
      State state, List<Finding> found, long tick) {
    var bad = new HashMap<Class<? extends Reason>, Long>();
    for (var finding : found) {
      if (finding.isBad()) {
        var kind = finding.reason().getClass();
        bad.put(kind, state.bad().getOrDefault(kind, tick));
      }
    }
    return bad;
  }

  /// What is shed now, if anything.
  private Optional<Taken> due(
      State state, List<Finding> found, Map<Class<? extends Reason>, Long> bad, long tick) {
    long passed = tick - state.changed();
    for (var finding : found) {
      var reason = finding.reason();
      boolean isDue =
          switch (finding.severity()) {
            case CALM, FAIR -> false;
            case BAD ->
                tick - bad.getOrDefault(reason.getClass(), tick) >= pace.bad()
                    && passed >= pace.bad() * (state.level() > 0 ? reason.inertia() : 1);
            case URGENT -> passed >= pace.urgent();
          };
      var step = isDue ? next(state, reason) : Optional.<Step>empty();
      if (step.isPresent()) {
        return Optional.of(new Taken(step.get(), reason));
      }
    }
    return Optional.empty();
  }

  private Optional<Step> next(State state, Reason reason) {
    return reason.helps().stream()
        .filter(step -> ladder.contains(step) && !state.has(step))
        .findFirst();
  }

  private State shed(State state, Map<Class<? extends Reason>, Long> bad, Taken more, long tick) {
    var taken = new ArrayList<>(state.taken());
    taken.add(more);
    boolean relapsed = state.restored() && tick - state.changed() <= state.patience();
    long patience = relapsed ? Math.min(2 * state.patience(), pace.longest()) : state.patience();
    return new State(taken, bad, null, tick, false, patience);
  }

  /// The last step against whose coming back nothing speaks, and since when that is so.
  private static @Nullable Calm calm(
      List<Taken> all, @Nullable Calm before, List<Finding> found, long tick) {
    for (var taken : all.reversed()) {
      var step = taken.step();
      if (found.stream().noneMatch(f -> f.reason().helps().contains(step))) {
        return before != null && before.step() == step ? before : new Calm(step, tick);
      }
    }
    return null;
  }
}
