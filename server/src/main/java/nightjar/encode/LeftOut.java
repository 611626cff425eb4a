package nightjar.encode;

import java.util.ArrayDeque;
import java.util.Deque;
import nightjar.media.Picture;
import org.jspecify.annotations.Nullable;

/// The newest pictures left out since the last that was encoded, oldest first. Of one format, and
/// held. One thread only.
final class LeftOut {
  private final Deque<Picture> pictures = new ArrayDeque<>();

  /// Holds the picture, and lets go of those that are too many then.
  ///
  /// @return how many were let go
  int add(Picture picture, Hindsight bounds) {
    picture.hold();
    pictures.addLast(picture);
    int most = bounds.pictures(picture.format());
    long since = picture.ticks() - bounds.most().toNanos();
    int gone = 0;
    for (var oldest = pictures.peekFirst();
        oldest != null && (pictures.size() > most || !isOf(oldest, picture, since));
        oldest = pictures.peekFirst()) {
      pictures.removeFirst().release();
      gone++;
    }
    return gone;
  }

  private static boolean isOf(Picture oldest, Picture newest, long since) {
    return oldest.ticks() >= since && oldest.format().equals(newest.format());
  }

  /// Null when there is none; else the caller holds it.
  @Nullable Picture poll() {
    return pictures.pollFirst();
  }

  int size() {
    return pictures.size();
  }

  /// @return how many were let go
  int clear() {
    int gone = pictures.size();
    pictures.forEach(Picture::release);
    pictures.clear();
    return gone;
  }
}
