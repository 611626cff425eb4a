package nightjar.posix;

import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/// The C library's functions.
///
/// open(2) and ioctl(2) take what they take as `...`, which on these systems is passed like
/// anything else as long as it is no number with a point.
final class Libc {
  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();

  // Those for every picture, and the same with errno.
  static final NativeFunction IOCTL_QUICK = NativeFunction.ofInt(LIBRARY, "ioctl");
  static final NativeFunction POLL_QUICK = NativeFunction.ofInt(LIBRARY, "poll");
  static final NativeFunction READ_QUICK = NativeFunction.ofLong(LIBRARY, "read");
  static final SystemCall IOCTL = SystemCall.ofInt(LIBRARY, "ioctl");
  static final SystemCall POLL = SystemCall.ofInt(LIBRARY, "poll");
  static final SystemCall READ = SystemCall.ofLong(LIBRARY, "read");
  static final SystemCall OPEN = SystemCall.ofInt(LIBRARY, "open");
  static final SystemCall MMAP = SystemCall.ofLong(LIBRARY, "mmap");
  static final SystemCall SOCKET = SystemCall.ofInt(LIBRARY, "socket");
  static final SystemCall PIPE2 = SystemCall.ofInt(LIBRARY, "pipe2");

  static final NativeFunction DUP = NativeFunction.ofInt(LIBRARY, "dup");
  static final NativeFunction DUP2 = NativeFunction.ofInt(LIBRARY, "dup2");
  static final NativeFunction CLOSE = NativeFunction.ofInt(LIBRARY, "close");
  static final NativeFunction MUNMAP = NativeFunction.ofInt(LIBRARY, "munmap");
  static final NativeFunction SENDTO = NativeFunction.ofLong(LIBRARY, "sendto");
  static final NativeFunction CLOCK_GETTIME = NativeFunction.ofInt(LIBRARY, "clock_gettime");
  static final NativeFunction ADJTIMEX = NativeFunction.ofInt(LIBRARY, "adjtimex");
  static final NativeFunction SETPRIORITY = NativeFunction.ofInt(LIBRARY, "setpriority");
  static final NativeFunction MADVISE = NativeFunction.ofInt(LIBRARY, "madvise");
  static final NativeFunction SETRLIMIT = NativeFunction.ofInt(LIBRARY, "setrlimit");
  static final NativeFunction PRCTL = NativeFunction.ofInt(LIBRARY, "prctl");

  /// Of glibc alone.
  static final Optional<NativeFunction> MALLOC_TRIM =
      NativeFunction.ofIntIfAny(LIBRARY, "malloc_trim");

  static final Optional<NativeFunction> MALLOPT = NativeFunction.ofIntIfAny(LIBRARY, "mallopt");

  private Libc() {}
}
