package nightjar.record.store;

import java.nio.file.Path;
import java.util.UUID;
import nightjar.record.file.Hash;

/// What the index knows of one closed file.
///
/// @param id 0 before it is in the index
/// @param path of its file, within the store's folder
/// @param start in wall microseconds, corrected
/// @param number in its camera's chain; 0 when it could not be sealed
/// @param root the hash that its seal signs
/// @param synced whether the clock was set from the network when it was opened
@SuppressWarnings("ArrayRecordComponent") // small, and never compared
record Row(
    long id,
    String camera,
    String rendition,
    String path,
    long start,
    long end,
    long bytes,
    long number,
    Hash root,
    boolean synced,
    boolean event,
    boolean locked,
    boolean mended,
    byte[] activity,
    long thumbnailAt,
    int thumbnailLength,
    UUID boot,
    long mono) {
  Footage footage(Path folder) {
    return new Footage(
        id,
        camera,
        rendition,
        folder.resolve(path),
        start,
        end,
        bytes,
        false,
        event,
        locked,
        mended,
        activity,
        thumbnailAt,
        thumbnailLength,
        boot,
        mono);
  }

  Row withId(long given) {
    return with(given, 0, event, locked);
  }

  Row flagged(boolean isEvent, boolean isLocked) {
    return with(id, 0, isEvent, isLocked);
  }

  Row shifted(long by) {
    return with(id, by, event, locked);
  }

  /// All that ever changes.
  private Row with(long newId, long shift, boolean isEvent, boolean isLocked) {
    return new Row(
        newId,
        camera,
        rendition,
        path,
        start + shift,
        end + shift,
        bytes,
        number,
        root,
        synced,
        isEvent,
        isLocked,
        mended,
        activity,
        thumbnailAt,
        thumbnailLength,
        boot,
        mono);
  }
}
