package nightjar.record.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is removed next, and why: in a fixed order, so that everybody can tell what will be there
/// tomorrow.
///
/// First what is older than its time. Then, while there is more than may be, quiet footage, oldest
/// first; then footage in which something happened, oldest first. What is locked stays.
final class Retention {
  private static final int MOST = 8; // files in one step

  private Retention() {}

  /// How things are.
  ///
  /// @param used bytes of footage
  /// @param size bytes of the disk
  /// @param free bytes of it
  /// @param now wall time in microseconds; [Long#MIN_VALUE] when the clock is not sure
  record State(long used, long size, long free, long now) {}

  /// @param victims in the order in which they go
  /// @param over bytes too many that remain after them, though nothing more may be removed
  /// @param more whether the next step has something to do
  record Choice(List<Row> victims, long over, boolean more) {}

  /// @param quiet the oldest in which nothing happened, oldest first; as many as a step may take
  /// @param events the oldest in which something did
  static Choice choose(StoreConfig config, State state, List<Row> quiet, List<Row> events) {
    var victims = new ArrayList<Row>();
    long left = excess(config, state);
    left -= expired(config.quiet(), state.now(), quiet, victims);
    left -= expired(config.events(), state.now(), events, victims);
    left -= oldest(left, quiet, victims);
    left -= oldest(left, events, victims);
    boolean more = victims.size() >= MOST;
    return new Choice(List.copyOf(victims), more ? 0 : Math.max(0, left), more);
  }

  static int step() {
    return MOST;
  }

  /// Bytes too many.
  static long excess(StoreConfig config, State state) {
    long overLimit = config.bytes() == 0 ? 0 : state.used() - config.bytes();
    long missing = config.free().of(state.size()) - state.free();
    return Math.max(0, Math.max(overLimit, missing));
  }

  private static long expired(Duration time, long now, List<Row> rows, List<Row> victims) {
    long bytes = 0;
    if (time.isZero() || now == Long.MIN_VALUE) {
      return bytes;
    }
    long before = now - time.toSeconds() * 1_000_000;
    for (var row : rows) {
      if (row.end() >= before || victims.size() >= MOST) {
        break;
      }
      victims.add(row);
      bytes += row.bytes();
    }
    return bytes;
  }

  private static long oldest(long excess, List<Row> rows, List<Row> victims) {
    long bytes = 0;
    for (var row : rows) {
      if (bytes >= excess || victims.size() >= MOST) {
        break;
      }
      if (!victims.contains(row)) {
        victims.add(row);
        bytes += row.bytes();
      }
    }
    return bytes;
  }
}
