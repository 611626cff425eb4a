package nightjar.camera.v4l2;

import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;
import nightjar.v4l2.ImageFormat;

/// Pictures of NV12: a plane of luma, then one of both chroma components in turn. Eight samples in
/// a step.
final class Nv12 implements ImageReader {
  private static final int STEP = 8;

  private final ImageFormat image;
  private final int stride;
  private final boolean limited;

  Nv12(ImageFormat image) {
    this.image = image;
    this.stride = Math.max(image.bytesPerLine(), image.width());
    this.limited = !image.fullRange();
  }

  @Override
  public boolean take(MemorySegment from, long at, int bytes, Picture into) {
    int width = image.width();
    int height = image.height();
    long chroma = (long) stride * height;
    if (bytes < chroma + (long) stride * (height / 2 - 1) + width) {
      return false;
    }
    for (int y = 0; y < height; y++) {
      luma(from, at + (long) y * stride, into.memory(), (long) y * width);
    }
    for (int y = 0; y < height / 2; y++) {
      long row = (long) y * (width / 2);
      chroma(
          from,
          at + chroma + (long) y * stride,
          into.memory(),
          into.chromaBlueOffset() + row,
          into.chromaRedOffset() + row);
    }
    return true;
  }

  private void luma(MemorySegment from, long in, MemorySegment to, long out) {
    int width = image.width();
    if (!limited) {
      MemorySegment.copy(from, in, to, out, width);
      return;
    }
    for (int next = 0; next < width; next += STEP) {
      int x = Math.min(next, width - STEP); // the last step may do some again
      long samples = from.get(Yuyv.LONG, in + x);
      long even = Lanes.lumaToFullRange(samples & Lanes.LOW);
      long odd = Lanes.lumaToFullRange(samples >>> 8 & Lanes.LOW);
      to.set(Yuyv.LONG, out + x, even | odd << 8);
    }
  }

  private void chroma(MemorySegment from, long in, MemorySegment to, long blue, long red) {
    int width = image.width();
    for (int next = 0; next < width; next += STEP) {
      int x = Math.min(next, width - STEP);
      long samples = from.get(Yuyv.LONG, in + x);
      to.set(Yuyv.INT, blue + x / 2, chroma(samples & Lanes.LOW));
      to.set(Yuyv.INT, red + x / 2, chroma(samples >>> 8 & Lanes.LOW));
    }
  }

  private int chroma(long samples) {
    return Lanes.pack(limited ? Lanes.chromaToFullRange(samples) : samples);
  }
}
