package nightjar.tflite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.regex.Pattern;
import nightjar.posix.NativeFunction;

/// What the library says is wrong, as long as an arena lives; else it would print that.
///
/// It hands over a `va_list`, which C's own printf unfolds: a pointer on x86-64, and on arm64 a
/// struct so large that it is passed as one.
final class Complaints {
  private static final int LONGEST = 512;
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS);
  private static final Pattern FOLDER = Pattern.compile("\\S*/tensorflow/lite/"); // of its source
  private static final NativeFunction VSNPRINTF =
      NativeFunction.ofInt(Linker.nativeLinker().defaultLookup(), "vsnprintf");

  private final MemorySegment text;
  private final MemorySegment function;
  private String first = "";

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  Complaints(Arena arena) {
    text = arena.allocate(LONGEST);
    try {
      var hear =
          MethodHandles.lookup()
              .bind(
                  this,
                  "hear",
                  MethodType.methodType(
                      void.class, MemorySegment.class, MemorySegment.class, MemorySegment.class));
      function = Linker.nativeLinker().upcallStub(hear, SHAPE, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of our own is missing", e);
    }
  }

  /// For the library to call.
  MemorySegment function() {
    return function;
  }

  @SuppressWarnings("unused") // called by the library
  private void hear(MemorySegment user, MemorySegment format, MemorySegment values) {
    if (!first.isEmpty()) {
      return; // what follows from it
    }
    long length = VSNPRINTF.call(text.address(), LONGEST, format.address(), values.address());
    first = length > 0 ? printable() : "";
  }

  /// It may quote a broken file.
  private String printable() {
    var plain = new StringBuilder();
    for (int i = 0; i < LONGEST; i++) {
      int c = text.get(JAVA_BYTE, i);
      if (c == 0) {
        break;
      }
      plain.append(c > ' ' && c < 0x7f ? (char) c : ' ');
    }
    return FOLDER.matcher(plain).replaceAll("").strip();
  }

  /// The first, after a colon; empty if there was none. It is forgotten then.
  String after(String what) {
    var said = first.isEmpty() ? what : what + ": " + first;
    first = "";
    return said;
  }
}
