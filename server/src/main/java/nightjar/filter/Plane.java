package nightjar.filter;

import nightjar.media.PictureFormat;

/// Where one of a picture's three planes lies in its memory.
///
/// @param offset of its first sample, in bytes
/// @param width samples a row
/// @param height rows
record Plane(long offset, int width, int height) {
  /// Luma, then both chromas.
  static Plane[] of(PictureFormat format) {
    int width = format.width();
    int height = format.height();
    long luma = (long) width * height;
    return new Plane[] {
      new Plane(0, width, height),
      new Plane(luma, width / 2, height / 2),
      new Plane(luma + luma / 4, width / 2, height / 2)
    };
  }

  long size() {
    return (long) width * height;
  }

  long row(int y) {
    return offset + (long) y * width;
  }
}
