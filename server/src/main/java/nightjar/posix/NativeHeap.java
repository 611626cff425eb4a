package nightjar.posix;

/// The C library's heap.
public final class NativeHeap {
  private static final int M_TRIM_THRESHOLD = -1; // malloc.h
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int LARGE = 8 << 20; // bytes

  private NativeHeap() {}

  /// Has the system map large blocks, and take them back as soon as they are free.
  ///
  /// Else glibc, once it has seen one come back, takes the next of that size from a thread's own
  /// heap, whose free end nothing trims. So its threshold is fixed where a block of 8 MiB would
  /// have moved it to. Other C libraries have no such setting, and keep nothing.
  public static void mapLargeBlocks() {
    mapFrom(LARGE);
    set(M_TRIM_THRESHOLD, 2 * LARGE);
  }

  /// Has also smaller blocks mapped, until [#mapLargeBlocks] is called: for what takes many that it
  /// gives back together, with little of others' between them.
  ///
  /// @param bytes of the smallest
  public static void mapFrom(int bytes) {
    set(M_MMAP_THRESHOLD, bytes);
  }

  private static void set(int parameter, int value) {
    if (Libc.MALLOPT.isPresent()) {
      long taken = Libc.MALLOPT.get().call(parameter, value);
      assert taken == 1;
    }
  }

  /// Gives back to the system what was freed, by malloc_trim(3), where there is that.
  public static void trim() {
    Libc.MALLOC_TRIM.ifPresent(trim -> trim.call(0));
  }
}
