package nightjar.camera.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Fills shapes into an I420 picture.
///
/// Shapes are given in units of a 1280x720 picture and scaled to the real one, edges smoothed by
/// coverage on luma.
final class Canvas {
  private static final double UNITS_ACROSS = 1280;

  /// A colour as its luma and chroma samples, full range.
  record Paint(int luma, int blue, int red) {
    /// BT.601, full range (ITU-T T.871).
    static Paint rgb(int rgb) {
      int r = rgb >> 16 & 255;
      int g = rgb >> 8 & 255;
      int b = rgb & 255;
      double y = 0.299 * r + 0.587 * g + 0.114 * b;
      return new Paint(
          (int) Math.round(y),
          (int) Math.round(128 + (b - y) / 1.772),
          (int) Math.round(128 + (r - y) / 1.402));
    }

    Paint mix(Paint other, double share) {
      return new Paint(
          between(luma, other.luma, share),
          between(blue, other.blue, share),
          between(red, other.red, share));
    }

    private static int between(int from, int to, double share) {
      return (int) Math.round(from + (to - from) * share);
    }
  }

  /// How much of the point's pixel a shape covers, 0 to 1; x and y in units.
  @FunctionalInterface
  interface Shape {
    double covers(double x, double y);
  }

  private final MemorySegment picture;
  private final int width;
  private final int height;
  private final double unit;

  Canvas(MemorySegment picture, int width, int height) {
    this.picture = picture;
    this.width = width;
    this.height = height;
    this.unit = UNITS_ACROSS / width;
  }

  double unit() {
    return unit;
  }

  /// Where the picture ends below, in units.
  double bottom() {
    return height * unit;
  }

  void rectangle(double left, double top, double right, double bottom, Paint paint) {
    fill(left, top, right, bottom, paint, (_, _) -> 1);
  }

  void ellipse(double x, double y, double across, double down, Paint paint) {
    double soft = unit / Math.min(across, down);
    fill(
        x - across,
        y - down,
        x + across,
        y + down,
        paint,
        (px, py) -> {
          double distance = Math.hypot((px - x) / across, (py - y) / down);
          return Math.clamp((1 - distance) / soft + 0.5, 0, 1);
        });
  }

  /// A stroke with round ends.
  void line(double x1, double y1, double x2, double y2, double thick, Paint paint) {
    double r = thick / 2;
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length2 = Math.max(1e-9, dx * dx + dy * dy);
    fill(
        Math.min(x1, x2) - r,
        Math.min(y1, y2) - r,
        Math.max(x1, x2) + r,
        Math.max(y1, y2) + r,
        paint,
        (px, py) -> {
          double t = Math.clamp(((px - x1) * dx + (py - y1) * dy) / length2, 0, 1);
          double distance = Math.hypot(px - x1 - t * dx, py - y1 - t * dy);
          return Math.clamp((r - distance) / unit + 0.5, 0, 1);
        });
  }

  /// Whatever `shape` covers of the rectangle.
  void fill(double left, double top, double right, double bottom, Paint paint, Shape shape) {
    int x0 = Math.clamp(Math.round(left / unit), 0, width);
    int x1 = Math.clamp(Math.round(right / unit), 0, width);
    int y0 = Math.clamp(Math.round(top / unit), 0, height);
    int y1 = Math.clamp(Math.round(bottom / unit), 0, height);
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        double share = shape.covers((x + 0.5) * unit, (y + 0.5) * unit);
        if (share > 0) {
          blend((long) y * width + x, paint.luma, share);
          if (((x | y) & 1) == 0) {
            chroma(x / 2, y / 2, paint, share);
          }
        }
      }
    }
  }

  private void chroma(int x, int y, Paint paint, double share) {
    long at = (long) width * height + (long) y * (width / 2) + x;
    blend(at, paint.blue, share);
    blend(at + (long) (width / 2) * (height / 2), paint.red, share);
  }

  private void blend(long at, int value, double share) {
    int old = picture.get(ValueLayout.JAVA_BYTE, at) & 255;
    picture.set(ValueLayout.JAVA_BYTE, at, (byte) Math.round(old + (value - old) * share));
  }
}
