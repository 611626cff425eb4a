package nightjar.encode.v4l2;

import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;

/// Writes a picture into memory whose rows and planes are padded.
///
/// Only writes: what an encoder reads from may not be cached, and reading there is thirty times
/// slower.
///
/// @param stride bytes from one row of luma to the next, even; chroma has half of it
/// @param rows of luma, even; as many as the picture has, or more
record PictureCopy(int stride, int rows) {
  long bytes() {
    return (long) stride * rows * 3 / 2;
  }

  void write(Picture picture, MemorySegment to) {
    int width = picture.format().width();
    int height = picture.format().height();
    long blue = (long) stride * rows;
    plane(picture, 0, width, height, to, 0, stride);
    plane(picture, picture.chromaBlueOffset(), width / 2, height / 2, to, blue, stride / 2);
    plane(picture, picture.chromaRedOffset(), width / 2, height / 2, to, blue * 5 / 4, stride / 2);
  }

  private static void plane(
      Picture picture, long from, int width, int height, MemorySegment to, long at, int stride) {
    var source = picture.memory();
    if (stride == width) {
      MemorySegment.copy(source, from, to, at, (long) width * height);
      return;
    }
    for (int y = 0; y < height; y++) {
      MemorySegment.copy(source, from + (long) y * width, to, at + (long) y * stride, width);
    }
  }
}
