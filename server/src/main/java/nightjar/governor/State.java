package nightjar.governor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is done without at a moment, and what [Course] must remember to go on.
///
/// @param taken in the order of steps; its size is the level
/// @param bad since when readings of a kind are bad without a break, in ticks
/// @param calm the step that comes back next, and since when nothing speaks against that
/// @param changed tick of the last change; before the first, the one from which on something may be
///   shed
/// @param restored whether that was something coming back
/// @param patience time that must be calm before something comes back, in nanoseconds
public record State(
    List<Taken> taken,
    Map<Class<? extends Reason>, Long> bad,
    @Nullable Calm calm,
    long changed,
    boolean restored,
    long patience) {
  /// One thing done without.
  ///
  /// @param reason as it was then
  public record Taken(Step step, Reason reason) {}

  record Calm(Step step, long since) {}

  public State {
    taken = taken.stream().sorted(Comparator.comparing(Taken::step)).toList();
    bad = Map.copyOf(bad);
  }

  /// Nothing is shed.
  static State initial(Pace pace, long tick) {
    return new State(List.of(), Map.of(), null, tick + pace.start(), false, pace.calm());
  }

  public int level() {
    return taken.size();
  }

  boolean has(Step step) {
    return taken.stream().anyMatch(t -> t.step() == step);
  }

  public Shed shed() {
    var shed = Shed.NOTHING;
    for (var one : taken) {
      shed = one.step().and(shed);
    }
    return shed;
  }

  /// Of the last thing shed.
  public Optional<Reason> reason() {
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken.getLast().reason());
  }
}
