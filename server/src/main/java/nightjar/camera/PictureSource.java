package nightjar.camera;

import java.io.IOException;
import nightjar.media.Picture;

/// A source of raw pictures.
public non-sealed interface PictureSource extends Source {
  /// Waits for the next picture, fills `into` and stamps it.
  ///
  /// @throws IOException the source broke, and how
  void read(Picture into) throws IOException, InterruptedException;
}
