package nightjar.detect;

import java.util.List;
import nightjar.media.Picture;

/// A model that is loaded. One thread's.
public interface Net extends AutoCloseable {
  /// Samples across, and down, of what it is shown.
  int size();

  /// Copies a part of a picture, which is not needed any more afterwards.
  void take(Picture picture, Crop crop);

  /// What is seen in what was taken, the surest first; of what overlaps itself only the surest.
  ///
  /// @param least score
  /// @return boxes in parts of the whole picture
  List<Found> look(double least) throws BadModelException;

  @Override
  void close();
}
