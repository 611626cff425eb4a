package nightjar.posix;

/// The C library's heap.
public final class NativeHeap {
  private static final int M_TRIM_THRESHOLD = -1; // malloc.h
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int LARGE = 128 << 10; // bytes; where glibc's own begins

  private NativeHeap() {}

  /// Has the system map large blocks, such as pictures, weights and what Argon2 works in, and take
  /// them back as soon as they are free.
  ///
  /// Else glibc, once it has seen one come back, takes the next of that size, up to 32 MiB, from a
  /// thread's own heap, where small blocks between them hold on to what is free. Other C libraries
  /// have no such setting, and keep nothing.
  public static void mapLargeBlocks() {
    set(M_MMAP_THRESHOLD, LARGE);
    set(M_TRIM_THRESHOLD, 2 * LARGE);
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
