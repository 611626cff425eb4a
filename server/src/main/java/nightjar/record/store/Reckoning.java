package nightjar.record.store;

import java.util.ArrayList;
import java.util.List;

/// When footage was recorded whose clock was wrong, as far as later footage of the same boot knows.
///
/// A file's own heading keeps the wrong time. A recorder that learns the right one corrects the
/// index and begins a new file with it; an index that is made anew learns it from there.
final class Reckoning {
  private Reckoning() {}

  /// @param boot rows of one boot, by monotonic time
  /// @return microseconds to add to each row's start
  static List<Long> shifts(List<Row> boot) {
    var shifts = new ArrayList<Long>();
    for (int i = 0; i < boot.size(); i++) {
      var row = boot.get(i);
      shifts.add(row.synced() ? 0 : offset(better(boot, i)) - offset(row));
    }
    return shifts;
  }

  // The first with a clock that was set; else the last, whose guess is the newest.
  private static Row better(List<Row> boot, int from) {
    for (int i = from; i < boot.size(); i++) {
      if (boot.get(i).synced()) {
        return boot.get(i);
      }
    }
    return boot.getLast();
  }

  private static long offset(Row row) {
    return row.start() - row.mono();
  }
}
