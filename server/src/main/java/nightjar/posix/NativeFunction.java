package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/// A function of C that takes whole numbers and addresses, and gives one back.
///
/// Java makes some ten classes for each shape of function, whenever the program starts; so all are
/// called in the same: ten numbers of 64 bits go in and one comes out. That is how the System V ABI
/// of AMD64 and AAPCS64 pass whole numbers and addresses anyway, each in a register or a slot of
/// the stack of its own, of which C looks at as many bits as it declared. What a function does not
/// take is 0, and goes unseen.
public final class NativeFunction {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(JAVA_LONG, numbers(10));

  private final MethodHandle handle;
  private final boolean isInt;

  private NativeFunction(MethodHandle handle, boolean isInt) {
    this.handle = handle;
    this.isInt = isInt;
  }

  /// One that gives a number of 32 bits.
  ///
  /// @throws java.util.NoSuchElementException if the library has no such function
  public static NativeFunction ofInt(SymbolLookup library, String name) {
    return new NativeFunction(linked(library.findOrThrow(name)), true);
  }

  /// One that gives a number of 64 bits, an address, or nothing.
  ///
  /// @throws java.util.NoSuchElementException if the library has no such function
  public static NativeFunction ofLong(SymbolLookup library, String name) {
    return new NativeFunction(linked(library.findOrThrow(name)), false);
  }

  /// As [#ofInt], where the library has it.
  public static Optional<NativeFunction> ofIntIfAny(SymbolLookup library, String name) {
    return library.find(name).map(at -> new NativeFunction(linked(at), true));
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  static MethodHandle linked(MemorySegment at, Linker.Option... options) {
    return LINKER.downcallHandle(at, SHAPE, options);
  }

  private static ValueLayout[] numbers(int count) {
    var all = new ValueLayout[count];
    Arrays.fill(all, JAVA_LONG);
    return all;
  }

  public long call() {
    return call(0, 0, 0);
  }

  public long call(long a) {
    return call(a, 0, 0);
  }

  public long call(long a, long b) {
    return call(a, b, 0);
  }

  public long call(long a, long b, long c) {
    return call(a, b, c, 0, 0, 0, 0, 0, 0, 0);
  }

  public long call(long a, long b, long c, long d) {
    return call(a, b, c, d, 0, 0, 0, 0, 0, 0);
  }

  public long call(long a, long b, long c, long d, long e, long f) {
    return call(a, b, c, d, e, f, 0, 0, 0, 0);
  }

  /// Memory behind an address is to live until this returns; nobody else looks after that.
  public long call(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
    try {
      long result = (long) handle.invokeExact(a, b, c, d, e, f, g, h, i, j);
      return isInt ? (int) result : result;
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /// A call through a method handle declares Throwable; functions of C throw nothing.
  static AssertionError impossible(Throwable t) {
    return new AssertionError("a function of C threw", t);
  }
}
