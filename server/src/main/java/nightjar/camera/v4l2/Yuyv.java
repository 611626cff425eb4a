package nightjar.camera.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import nightjar.media.Picture;
import nightjar.v4l2.ImageFormat;

/// Pictures of YUYV: luma and chroma in turn, chroma of half the columns but of all rows. Two rows'
/// chroma become their mean. Eight pixels in a step.
final class Yuyv implements ImageReader {
  private static final int STEP = 8;
  static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ImageFormat image;
  private final int stride;
  private final boolean limited;

  Yuyv(ImageFormat image) {
    this.image = image;
    this.stride = Math.max(image.bytesPerLine(), 2 * image.width());
    this.limited = !image.fullRange();
  }

  @Override
  public boolean take(MemorySegment from, long at, int bytes, Picture into) {
    int width = image.width();
    int height = image.height();
    if (bytes < (long) stride * (height - 1) + 2L * width) {
      return false;
    }
    for (int y = 0; y < height; y += 2) {
      twoRows(from, at + (long) y * stride, into, y);
    }
    return true;
  }

  private void twoRows(MemorySegment from, long at, Picture into, int y) {
    int width = image.width();
    var to = into.memory();
    long luma = (long) y * width;
    long blue = into.chromaBlueOffset() + (long) y / 2 * (width / 2);
    long red = into.chromaRedOffset() + (long) y / 2 * (width / 2);
    for (int next = 0; next < width; next += STEP) {
      int x = Math.min(next, width - STEP); // the last step may do some again
      long in = at + 2L * x;
      long a = from.get(LONG, in);
      long b = from.get(LONG, in + Long.BYTES);
      long c = from.get(LONG, in + stride);
      long d = from.get(LONG, in + stride + Long.BYTES);
      to.set(LONG, luma + x, luma(a) | luma(b) << 32);
      to.set(LONG, luma + width + x, luma(c) | luma(d) << 32);
      long chroma = chroma(a, c) | chroma(b, d) << 32; // blue and red in turn
      to.set(INT, blue + x / 2, Lanes.pack(chroma & Lanes.LOW));
      to.set(INT, red + x / 2, Lanes.pack(chroma >>> 8 & Lanes.LOW));
    }
  }

  private long luma(long pixels) {
    long samples = pixels & Lanes.LOW;
    return Integer.toUnsignedLong(Lanes.pack(limited ? Lanes.lumaToFullRange(samples) : samples));
  }

  private long chroma(long above, long below) {
    long samples = Lanes.mean(above >>> 8 & Lanes.LOW, below >>> 8 & Lanes.LOW);
    return Integer.toUnsignedLong(Lanes.pack(limited ? Lanes.chromaToFullRange(samples) : samples));
  }
}
