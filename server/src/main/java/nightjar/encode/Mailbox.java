package nightjar.encode;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.media.Picture;
import org.jspecify.annotations.Nullable;

/// Holds the newest picture for a thread that may be slower than the camera.
final class Mailbox implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private @Nullable Picture newest; // guarded by lock
  private boolean closed; // guarded by lock

  /// Never waits.
  ///
  /// @return true when a picture nobody had taken had to make room
  boolean put(Picture picture) {
    Picture old;
    picture.hold();
    lock.lock();
    try {
      old = closed ? picture : newest;
      newest = closed ? null : picture;
      filled.signal();
    } finally {
      lock.unlock();
    }
    if (old != null) {
      old.release();
    }
    return old != null;
  }

  /// Waits for a picture, which the caller then holds; null when none came in time.
  @Nullable Picture take(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (newest == null && left > 0) {
        left = filled.awaitNanos(left);
      }
      var picture = newest;
      newest = null;
      return picture;
    } finally {
      lock.unlock();
    }
  }

  /// The picture there is, which the caller then holds; null when there is none.
  @Nullable Picture poll() {
    lock.lock();
    try {
      var picture = newest;
      newest = null;
      return picture;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Picture left;
    lock.lock();
    try {
      closed = true;
      left = newest;
      newest = null;
    } finally {
      lock.unlock();
    }
    if (left != null) {
      left.release();
    }
  }
}
