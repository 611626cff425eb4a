package nightjar.filter;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// The turns that need no second picture.
///
/// Samples are swapped from both ends towards the middle, a chunk at a time through arrays: where
/// only the quick compiler runs, an array is several times cheaper to work in than off-heap memory.
final class Reversal {
  private static final int CHUNK = 128; // longs

  private final Plane[] planes;
  private final long[] front = new long[CHUNK];
  private final long[] back = new long[CHUNK];
  private final MemorySegment frontBytes = MemorySegment.ofArray(front);
  private final MemorySegment backBytes = MemorySegment.ofArray(back);
  private final MemorySegment row;

  Reversal(Plane[] planes) {
    this.planes = planes;
    this.row = MemorySegment.ofArray(new byte[planes[0].width()]);
  }

  /// By 180 degrees: a plane has no padding, so that is all its samples in reverse.
  void half(MemorySegment picture) {
    for (var plane : planes) {
      reverse(picture, plane.offset(), plane.offset() + plane.size());
    }
  }

  /// Left and right change places.
  void mirror(MemorySegment picture) {
    for (var plane : planes) {
      for (int y = 0; y < plane.height(); y++) {
        reverse(picture, plane.row(y), plane.row(y + 1));
      }
    }
  }

  /// Top and bottom change places.
  void upsideDown(MemorySegment picture) {
    for (var plane : planes) {
      int width = plane.width();
      for (int y = 0; y < plane.height() / 2; y++) {
        long upper = plane.row(y);
        long lower = plane.row(plane.height() - 1 - y);
        MemorySegment.copy(picture, upper, row, 0, width);
        MemorySegment.copy(picture, lower, picture, upper, width);
        MemorySegment.copy(row, 0, picture, lower, width);
      }
    }
  }

  private void reverse(MemorySegment picture, long from, long to) {
    while (to - from >= 2 * Long.BYTES) {
      int longs = (int) Math.min(CHUNK, (to - from) / (2 * Long.BYTES));
      int bytes = longs * Long.BYTES;
      MemorySegment.copy(picture, from, frontBytes, 0, bytes);
      MemorySegment.copy(picture, to - bytes, backBytes, 0, bytes);
      swap(longs);
      MemorySegment.copy(frontBytes, 0, picture, from, bytes);
      MemorySegment.copy(backBytes, 0, picture, to - bytes, bytes);
      from += bytes;
      to -= bytes;
    }
    reverseFew(picture, from, to);
  }

  private void swap(int longs) {
    for (int i = 0, j = longs - 1; i < longs; i++, j--) {
      long early = Long.reverseBytes(front[i]);
      front[i] = Long.reverseBytes(back[j]);
      back[j] = early;
    }
  }

  private static void reverseFew(MemorySegment picture, long from, long to) {
    for (long i = from, j = to - 1; i < j; i++, j--) {
      byte early = picture.get(JAVA_BYTE, i);
      picture.set(JAVA_BYTE, i, picture.get(JAVA_BYTE, j));
      picture.set(JAVA_BYTE, j, early);
    }
  }
}
