package nightjar.camera.v4l2;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;

/// Makes pictures of the images of one kind that come in the kernel's buffers.
interface ImageReader extends AutoCloseable {
  /// Takes all it needs out of the buffer.
  ///
  /// @return false when the image is broken
  boolean take(MemorySegment from, long at, int bytes, Picture into) throws IOException;

  /// Does what takes longer, when the buffer is the kernel's again.
  ///
  /// @return false when the image is broken
  default boolean finish(Picture into) throws IOException {
    return true;
  }

  @Override
  default void close() {}
}
