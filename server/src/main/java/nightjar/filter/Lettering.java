package nightjar.filter;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import nightjar.filter.Strokes.Line;

/// Letters at one size, each drawn when first needed.
///
/// A cell is five units wide and eleven high, with the outline's width around it. Letters are
/// centred on whole samples, so that upright and level strokes have sharp edges; slanting ones are
/// smoothed against the outline, which is itself opaque.
final class Lettering {
  /// Legal in limited range as well.
  static final int LIGHT = 235;

  static final int DARK = 16;
  // A little more outline where an edge is no straight one, so that it has no gaps.
  private static final double ROUND = 0.25;
  private static final int UNITS_ACROSS = 5;
  private static final int UNITS_DOWN = 11;

  private final int unit;
  private final int outline;
  private final Arena arena;
  private final Map<Character, Letter> letters = new HashMap<>();

  /// @param unit width of a stroke, in samples
  Lettering(int unit, Arena arena) {
    this.unit = unit;
    this.outline = (unit + 1) / 2;
    this.arena = arena;
  }

  /// Samples from one letter to the next.
  int width() {
    return UNITS_ACROSS * unit + 2 * outline;
  }

  int height() {
    return UNITS_DOWN * unit + 2 * outline;
  }

  Letter of(char c) {
    return letters.computeIfAbsent(c, this::draw);
  }

  private Letter draw(char c) {
    var lines = Strokes.of(c);
    var luma = arena.allocate((long) width() * height());
    var runs = new int[64];
    int used = 0;
    for (int y = 0; y < height(); y++) {
      int from = -1;
      for (int x = 0; x <= width(); x++) {
        int value = x < width() ? sample(lines, x, y) : 0;
        if (value > 0) {
          luma.set(ValueLayout.JAVA_BYTE, (long) y * width() + x, (byte) value);
          from = from < 0 ? x : from;
        } else if (from >= 0) {
          runs = used + 3 > runs.length ? Arrays.copyOf(runs, used * 2) : runs;
          runs[used++] = y;
          runs[used++] = from;
          runs[used++] = x - from;
          from = -1;
        }
      }
    }
    return new Letter(luma, Arrays.copyOf(runs, used));
  }

  /// 0 where it is see-through.
  private int sample(Iterable<Line> lines, int x, int y) {
    double nearest = Double.MAX_VALUE;
    double gridX = (x + 0.5 - outline) / unit - 0.5;
    double gridY = (y + 0.5 - outline) / unit - 0.5;
    for (var line : lines) {
      nearest = Math.min(nearest, line.distance(gridX, gridY));
    }
    double beyond = (nearest - 0.5) * unit; // of the stroke's edge, in samples
    if (beyond >= outline + ROUND) {
      return 0;
    }
    return (int) Math.round(DARK + (LIGHT - DARK) * Math.clamp(0.5 - beyond, 0, 1));
  }
}
