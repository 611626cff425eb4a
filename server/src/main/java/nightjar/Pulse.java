package nightjar;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Whether what should move moves: looked at again and again, it names what stands. Thinks only;
/// for one thread.
///
/// A camera that is unplugged and tried again, or a disk that is full and said to be, is the
/// world's failure, and known: nothing is due of it. What is due and does not come is ours, or a
/// kernel's that does not return.
final class Pulse {
  /// Longer than anything that mends itself takes.
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Mark> marks = new HashMap<>();

  /// Something that moves.
  ///
  /// @param name for people
  /// @param isDue it says that it moves, or will at once
  /// @param progress a number that changes when it does
  record Vital(String name, boolean isDue, long progress) {}

  private record Mark(long progress, long since) {}

  /// @param ticks never less than before
  /// @return names of what has stood for too long
  List<String> stuck(List<Vital> vitals, long ticks) {
    var stuck = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (var vital : vitals) {
      names.add(vital.name);
      var before = Optional.ofNullable(marks.get(vital.name));
      boolean moved = before.isEmpty() || before.get().progress != vital.progress;
      if (moved || !vital.isDue) {
        marks.put(vital.name, new Mark(vital.progress, ticks));
      } else if (ticks - before.get().since >= PATIENCE.toNanos()) {
        stuck.add(vital.name);
      }
    }
    marks.keySet().retainAll(names);
    return List.copyOf(stuck);
  }
}
