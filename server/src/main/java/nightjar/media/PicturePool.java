package nightjar.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The few pictures a camera fills in turn; made when first needed, never more than `most`.
public final class PicturePool implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final PictureFormat format;
  private final int most;
  // Guarded by lock, as are all below. The picture used last comes first: it is still in the cache.
  private final Deque<Picture> idle = new ArrayDeque<>();
  private int made;
  private boolean closed;

  public PicturePool(PictureFormat format, int most) {
    this.format = format;
    this.most = most;
  }

  /// Null when all are held: the caller drops a picture rather than wait.
  public @Nullable Picture take() {
    lock.lock();
    try {
      var picture = idle.poll();
      if (picture == null && made < most && !closed) {
        made++;
        picture = new Picture(this, format);
      }
      if (picture != null) {
        picture.taken();
      }
      return picture;
    } finally {
      lock.unlock();
    }
  }

  /// Pictures that exist, held or idle.
  public int made() {
    lock.lock();
    try {
      return made;
    } finally {
      lock.unlock();
    }
  }

  void putBack(Picture picture) {
    boolean kept;
    lock.lock();
    try {
      kept = !closed;
      if (kept) {
        idle.push(picture);
      } else {
        made--;
      }
    } finally {
      lock.unlock();
    }
    if (!kept) {
      picture.gone();
    }
  }

  /// Pictures still held are given to the system when their last holder lets go.
  @Override
  public void close() {
    List<Picture> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(idle);
      idle.clear();
      made -= all.size();
    } finally {
      lock.unlock();
    }
    all.forEach(Picture::gone);
  }
}
