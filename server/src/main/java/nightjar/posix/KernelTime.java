package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Whether the kernel's wall clock is kept right by somebody, by adjtimex(2).
public final class KernelTime {
  private static final int SIZE = 208; // struct timex of 64 bit
  private static final int STATUS = 40;
  private static final int STA_UNSYNC = 0x40;
  private static final int TIME_ERROR = 5;

  private final MemorySegment timex = Arena.ofAuto().allocate(SIZE, Long.BYTES);

  /// False while it was never set by a time server, and after any step until one has said it is
  /// right again. One thread.
  public boolean isSynchronised() {
    timex.fill((byte) 0); // modes 0: asks, and changes nothing
    long state = Libc.ADJTIMEX.call(timex.address());
    return state >= 0 && state != TIME_ERROR && (timex.get(JAVA_INT, STATUS) & STA_UNSYNC) == 0;
  }
}
