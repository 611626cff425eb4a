package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// A function of the C library that says in errno why it failed, in memory that it is handed: Java
/// may have used the thread's own in the meantime. Otherwise as [NativeFunction].
///
/// Handing errno over allocates (40 bytes, in code compiled by C1), so what is called for every
/// picture is there twice: the quick one, and the one to ask again when that has failed.
final class SystemCall {
  static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private final MethodHandle handle;
  private final boolean isInt;

  private SystemCall(MethodHandle handle, boolean isInt) {
    this.handle = handle;
    this.isInt = isInt;
  }

  /// One that gives a number of 32 bits.
  static SystemCall ofInt(SymbolLookup library, String name) {
    return new SystemCall(NativeFunction.linked(library.findOrThrow(name), CAPTURE), true);
  }

  /// One that gives a number of 64 bits, or an address.
  static SystemCall ofLong(SymbolLookup library, String name) {
    return new SystemCall(NativeFunction.linked(library.findOrThrow(name), CAPTURE), false);
  }

  /// Why the last call that was handed this memory, and failed, did so.
  static int errno(MemorySegment state) {
    return state.get(JAVA_INT, ERRNO);
  }

  long call(MemorySegment state, long a) {
    return call(state, a, 0, 0, 0, 0, 0);
  }

  long call(MemorySegment state, long a, long b) {
    return call(state, a, b, 0, 0, 0, 0);
  }

  long call(MemorySegment state, long a, long b, long c) {
    return call(state, a, b, c, 0, 0, 0);
  }

  long call(MemorySegment state, long a, long b, long c, long d, long e, long f) {
    try {
      long result = (long) handle.invokeExact(state, a, b, c, d, e, f, 0L, 0L, 0L, 0L);
      return isInt ? (int) result : result;
    } catch (Throwable t) {
      throw NativeFunction.impossible(t);
    }
  }
}
