package nightjar.posix;

/// Transparent huge pages: 2 MiB (with pages of 4 KiB) that Linux gives where a byte was touched.
public final class HugePages {
  private static final int PR_SET_THP_DISABLE = 41; // linux/prctl.h

  private HugePages() {}

  /// Wants none from now on, here and in what this process starts, by prctl(2).
  ///
  /// Where a system gives them to everybody, as Debian's for arm64 does, the kernel else fills up
  /// what [NativeHeap#trim] and Java gave back, and calls it ours. If it refuses, the process only
  /// takes more.
  public static void decline() {
    Libc.PRCTL.call(PR_SET_THP_DISABLE, 1);
  }
}
