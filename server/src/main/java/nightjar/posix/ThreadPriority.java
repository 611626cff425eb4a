package nightjar.posix;

/// How much of the processor the calling thread gets when others want it too.
public final class ThreadPriority {
  private static final int PRIO_PROCESS = 0; // on Linux a thread's own, when asked of 0
  private static final int CALLER = 0;

  private ThreadPriority() {}

  /// Gives way to others from now on, by setpriority(2).
  ///
  /// @param nice 1 to 19, the more the less it gets
  /// @return whether the kernel took it
  public static boolean lower(int nice) {
    if (nice < 1 || nice > 19) {
      throw new IllegalArgumentException("a lower priority is from 1 to 19: " + nice);
    }
    return Libc.SETPRIORITY.call(PRIO_PROCESS, CALLER, nice) == 0;
  }
}
