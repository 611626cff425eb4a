package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// A copy of a part of a picture, made smaller by a whole number when it is large.
final class Cutting {
  static final int LARGEST = 640; // samples across or down
  private static final int SMALLEST = 16;

  private Cutting() {}

  /// The caller holds what comes back, and it alone: memory goes with it.
  static Picture of(Picture from, Crop part) {
    int step = (Math.max(part.width(), part.height()) + LARGEST - 1) / LARGEST;
    var format = from.format();
    int width = Math.max(SMALLEST, part.width() / step & ~1);
    int height = Math.max(SMALLEST, part.height() / step & ~1);
    var to = made(new PictureFormat(width, height, format.fps(), format.colour()));
    to.stamp(from.ticks(), from.captured());
    copy(from, part, step, to);
    return to;
  }

  private static Picture made(PictureFormat format) {
    try (var pool = new PicturePool(format, 1)) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("a new pool has its picture");
      }
      return picture;
    }
  }

  private static void copy(Picture from, Crop part, int step, Picture to) {
    int width = from.format().width();
    int height = from.format().height();
    var in = from.memory();
    var out = to.memory();
    int w = to.format().width();
    int h = to.format().height();
    plane(new Plane(in, 0, width, height), part.x(), part.y(), step, new Plane(out, 0, w, h));
    int x = part.x() / 2;
    int y = part.y() / 2;
    plane(half(from, from.chromaBlueOffset()), x, y, step, half(to, to.chromaBlueOffset()));
    plane(half(from, from.chromaRedOffset()), x, y, step, half(to, to.chromaRedOffset()));
  }

  private record Plane(MemorySegment memory, long offset, int width, int height) {
    int at(int x, int y) {
      return memory.get(JAVA_BYTE, offset + (long) y * width + x) & 0xff;
    }
  }

  private static Plane half(Picture of, long offset) {
    return new Plane(of.memory(), offset, of.format().width() / 2, of.format().height() / 2);
  }

  /// Each sample is the mean of `step` by `step` ones. Beyond the rim, the rim.
  private static void plane(Plane from, int left, int top, int step, Plane to) {
    boolean isWithin = left + to.width <= from.width && top + to.height <= from.height;
    for (int y = 0; y < to.height; y++) {
      if (step == 1 && isWithin) {
        long row = from.offset + (long) (top + y) * from.width + left;
        MemorySegment.copy(from.memory, row, to.memory, to.offset + (long) y * to.width, to.width);
        continue;
      }
      for (int x = 0; x < to.width; x++) {
        byte mean = (byte) mean(from, left + x * step, top + y * step, step);
        to.memory.set(JAVA_BYTE, to.offset + (long) y * to.width + x, mean);
      }
    }
  }

  private static int mean(Plane from, int left, int top, int step) {
    int sum = 0;
    for (int y = top; y < top + step; y++) {
      for (int x = left; x < left + step; x++) {
        sum += from.at(Math.min(x, from.width - 1), Math.min(y, from.height - 1));
      }
    }
    return sum / (step * step);
  }
}
