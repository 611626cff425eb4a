package nightjar.camera;

import java.io.IOException;

/// A source of pictures that come coded, as H.264, and are passed on as they are.
public non-sealed interface CodedSource extends Source {
  /// Waits for the next picture. What it returns is valid until the next call.
  ///
  /// @throws IOException the source broke, and how
  CodedPicture next() throws IOException, InterruptedException;
}
