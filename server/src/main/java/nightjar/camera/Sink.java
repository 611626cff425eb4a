package nightjar.camera;

import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// What a camera feeds, on its own thread: nothing here may wait.
public interface Sink {
  /// Whoever keeps the picture for longer than the call holds it.
  void picture(Picture picture);

  /// How many pictures it holds for longer than it takes to use them: so many more there are.
  default int holdsBack(PictureFormat format) {
    return 0;
  }

  /// The bytes are valid during the call.
  void coded(CodedPicture picture);

  /// What comes next does not continue what came before.
  void interrupt();
}
