package nightjar.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nightjar.event.Moment.Blob;
import nightjar.event.Moment.Guard;
import nightjar.event.Moment.State;

/// Moments in short.
final class Moments {
  static final long START = 1_700_000_000_000_000L; // microseconds: 2023-11-14
  private static final long MILLISECOND = 1_000_000; // ticks

  private Moments() {}

  static long ticks(long millis) {
    return millis * MILLISECOND;
  }

  /// Micros since 1970 of a moment.
  static long at(long millis) {
    return START + millis * 1_000;
  }

  /// @param word `moving`, `quiet`, ...
  /// @param first when the one blob was first seen; negative for no blob
  static Moment of(long millis, String word, long first) {
    var state = State.valueOf(word.toUpperCase(Locale.ROOT));
    boolean counts = state == State.MOVING;
    var blobs =
        first < 0
            ? List.<Blob>of()
            : List.of(
                new Blob(
                    7,
                    0.0,
                    0.4,
                    0.1,
                    0.2,
                    ticks(first),
                    counts,
                    state == State.STILL,
                    2.5,
                    List.of("street")));
    return new Moment(
        ticks(millis), at(millis), state, Guard.NONE, counts ? 2.5 : 0.5, 0.02, 1.5, 1, blobs);
  }

  static Grid grid() {
    return grid(4, 3, 0);
  }

  static Grid grid(int columns, int rows, int level) {
    var blocks = new int[columns * rows];
    Arrays.fill(blocks, level);
    var scores = new byte[columns * rows];
    scores[0] = (byte) 160;
    return new Grid(
        columns, rows, blocks, scores, new int[][] {blocks.clone(), new int[blocks.length]});
  }
}
