package nightjar.camera;

import java.io.IOException;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Somewhere pictures come from, at its own pace. One thread only.
public interface Source extends AutoCloseable {
  PictureFormat format();

  /// Waits for the next picture, fills `into` and stamps it.
  ///
  /// @throws IOException the source broke, and how
  void read(Picture into) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  @FunctionalInterface
  interface Opener {
    Source open() throws IOException, InterruptedException;
  }
}
