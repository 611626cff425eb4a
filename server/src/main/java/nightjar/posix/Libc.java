package nightjar.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The C library's functions, nearly all taking the memory in which they leave errno.
///
/// Pointers that change from call to call are passed as numbers, for that allocates nothing.
/// Handing errno over does (40 bytes, in code compiled by C1), so what is called for every picture
/// is there twice: the quick one, and the one to ask again when that has failed.
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  static final MethodHandle OPEN =
      function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), 2);
  private static final FunctionDescriptor IOCTL_SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor POLL_SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final FunctionDescriptor READ_SHAPE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  static final MethodHandle IOCTL_QUICK =
      link("ioctl", IOCTL_SHAPE, Linker.Option.firstVariadicArg(2));
  static final MethodHandle POLL_QUICK = link("poll", POLL_SHAPE);
  static final MethodHandle READ_QUICK = link("read", READ_SHAPE);
  static final MethodHandle IOCTL = function("ioctl", IOCTL_SHAPE, 2);
  static final MethodHandle POLL = function("poll", POLL_SHAPE);
  static final MethodHandle READ = function("read", READ_SHAPE);
  static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  static final MethodHandle MUNMAP =
      function("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle PIPE2 =
      function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  static final MethodHandle CLOCK_GETTIME =
      link("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  static final MethodHandle ADJTIMEX = link("adjtimex", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  static final MethodHandle SETPRIORITY =
      link("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  static final MethodHandle MADVISE =
      link("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  static final MethodHandle SETRLIMIT =
      link("setrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  /// Of glibc alone.
  static final Optional<MethodHandle> MALLOC_TRIM =
      optional("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

  static final Optional<MethodHandle> MALLOPT =
      optional("mallopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private Libc() {}

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private static Optional<MethodHandle> optional(String name, FunctionDescriptor shape) {
    return LINKER.defaultLookup().find(name).map(at -> LINKER.downcallHandle(at, shape));
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    return link(name, shape, Linker.Option.captureCallState("errno"));
  }

  /// @param variadic index of the first argument that C declares as `...`
  private static MethodHandle function(String name, FunctionDescriptor shape, int variadic) {
    return link(
        name,
        shape,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(variadic));
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private static MethodHandle link(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
  }

  /// A call through a method handle declares Throwable; these functions throw nothing.
  static AssertionError impossible(Throwable t) {
    return new AssertionError("a system call threw", t);
  }
}
