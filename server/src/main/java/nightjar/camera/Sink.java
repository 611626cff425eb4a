package nightjar.camera;

import nightjar.media.Picture;

/// What a camera feeds, on its own thread: nothing here may wait.
public interface Sink {
  /// Whoever keeps the picture for longer than the call holds it.
  void picture(Picture picture);

  /// The bytes are valid during the call.
  void coded(CodedPicture picture);

  /// What comes next does not continue what came before.
  void interrupt();
}
