package nightjar.record.store;

import java.nio.file.Path;
import java.util.UUID;

/// One file of footage, as the index knows it.
///
/// @param id of its row; another one after the index was made anew
/// @param file where it is
/// @param start wall time of its first picture, in microseconds since 1970, corrected when the
///   clock was found to have been wrong
/// @param end when its last picture ends, alike
/// @param bytes that are whole: of an open file those of its pieces so far
/// @param open it is still being written
/// @param event something happened in it, so that it outlives the rest
/// @param locked somebody wants it kept whatever happens
/// @param mended its end was lost, and what was left of it was closed at a later start
/// @param activity a byte for each second: how much moved
/// @param thumbnailAt where in the file its JPEG is; meaningless when its length is 0
/// @param boot of the machine that recorded it
/// @param mono of its first picture, in microseconds of that boot's monotonic clock
@SuppressWarnings("ArrayRecordComponent") // small, and made for one reader
public record Footage(
    long id,
    String camera,
    String rendition,
    Path file,
    long start,
    long end,
    long bytes,
    boolean open,
    boolean event,
    boolean locked,
    boolean mended,
    byte[] activity,
    long thumbnailAt,
    int thumbnailLength,
    UUID boot,
    long mono) {
  public Footage {
    if (end < start) {
      throw new IllegalArgumentException("footage ends before it starts: " + file);
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("footage has no less than 0 bytes: " + file);
    }
  }
}
