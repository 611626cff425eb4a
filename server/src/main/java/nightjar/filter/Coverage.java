package nightjar.filter;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Which samples of a plane masks touch: all whose square has a point in common with a polygon.
///
/// A square that no edge comes near is wholly inside or wholly outside, so its centre tells which.
final class Coverage {
  /// In samples: more than rounding can be off by, so that it only ever errs outward.
  private static final double MARGIN = 1e-6;

  private final int width;
  private final int height;
  private final BitSet touched;

  private Coverage(int width, int height) {
    this.width = width;
    this.height = height;
    this.touched = new BitSet(width * height);
  }

  static Coverage of(List<Mask> masks, int width, int height) {
    var coverage = new Coverage(width, height);
    for (var mask : masks) {
      coverage.add(mask);
    }
    return coverage;
  }

  /// At half the width and height; a sample is touched when any of its four is.
  Coverage half() {
    var half = new Coverage(width / 2, height / 2);
    for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
      half.touched.set(i / width / 2 * half.width + i % width / 2);
    }
    return half;
  }

  /// Pairs of an offset into the plane and a number of samples, none longer than a row.
  int[] runs() {
    var runs = new int[64];
    int used = 0;
    for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i)) {
      int end = Math.min(touched.nextClearBit(i), (i / width + 1) * width);
      if (used == runs.length) {
        runs = Arrays.copyOf(runs, used * 2);
      }
      runs[used++] = i;
      runs[used++] = end - i;
      i = end;
    }
    return Arrays.copyOf(runs, used);
  }

  private void add(Mask mask) {
    int count = mask.points().size();
    var edges = new Edge[count];
    for (int i = 0; i < count; i++) {
      edges[i] = edge(mask.points().get(i), mask.points().get((i + 1) % count));
    }
    for (var edge : edges) {
      touch(edge);
    }
    fill(edges);
  }

  private Edge edge(Mask.Point from, Mask.Point to) {
    return Edge.between(from.x() * width, from.y() * height, to.x() * width, to.y() * height);
  }

  private void touch(Edge edge) {
    int last = clamp(edge.bottom + MARGIN, height);
    for (int y = clamp(edge.top - MARGIN, height); y <= last; y++) {
      double upper = edge.at(y - MARGIN);
      double lower = edge.at(y + 1 + MARGIN);
      set(y, Math.min(upper, lower), Math.max(upper, lower));
    }
  }

  /// Row by row along the samples' centres.
  private void fill(Edge[] edges) {
    for (int y = 0; y < height; y++) {
      double centre = y + 0.5;
      var crossed =
          Arrays.stream(edges)
              .filter(e -> e.top <= centre && centre < e.bottom)
              .sorted((a, b) -> Double.compare(a.at(centre), b.at(centre)))
              .toList();
      int winding = 0;
      for (int i = 0; i + 1 < crossed.size(); i++) {
        winding += crossed.get(i).direction;
        if (winding != 0) {
          set(y, crossed.get(i).at(centre), crossed.get(i + 1).at(centre));
        }
      }
    }
  }

  private void set(int y, double from, double to) {
    int row = y * width;
    touched.set(row + clamp(from - MARGIN, width), row + clamp(to + MARGIN, width) + 1);
  }

  private static int clamp(double at, int size) {
    return Math.clamp((long) Math.floor(at), 0, size - 1);
  }

  /// One side of a polygon, in samples.
  ///
  /// @param x where it begins, at `top`
  /// @param endX where it ends, at `bottom`
  /// @param direction 1 when it was drawn downwards, -1 upwards
  private record Edge(double x, double top, double endX, double bottom, int direction) {
    static Edge between(double fromX, double fromY, double toX, double toY) {
      return fromY <= toY
          ? new Edge(fromX, fromY, toX, toY, 1)
          : new Edge(toX, toY, fromX, fromY, -1);
    }

    /// Where it is at a height, and its end when that lies beyond it.
    double at(double y) {
      return y <= top ? x : y >= bottom ? endX : x + (y - top) / (bottom - top) * (endX - x);
    }
  }
}
