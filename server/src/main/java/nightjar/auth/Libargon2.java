package nightjar.auth;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import nightjar.posix.NativeHeap;

/// Argon2id (RFC 9106) by the reference library of Debian's package libargon2-1.
///
/// It takes its 19 MiB with malloc(3) and gives them back after each call: large blocks must be
/// mapped, or 20 MB stay resident for each thread that ever checked a password.
final class Libargon2 implements Argon2 {
  static final int MEMORY_KIB = 19 * 1024;
  static final int PASSES = 2;
  static final int LANES = 1;
  static final int SALT = 16; // bytes
  static final int HASH = 32; // bytes
  private static final int MISMATCH = -35; // ARGON2_VERIFY_MISMATCH
  private static final String FILE = "libargon2.so.1";

  private final MethodHandle hash;
  private final MethodHandle verify;
  private final MethodHandle encodedLength;

  private Libargon2(SymbolLookup library) {
    hash =
        link(
            library,
            "argon2id_hash_encoded",
            FunctionDescriptor.of(
                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG,
                JAVA_LONG, ADDRESS, JAVA_LONG));
    verify =
        link(
            library,
            "argon2id_verify",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    encodedLength =
        link(
            library,
            "argon2_encodedlen",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  }

  static Libargon2 load() throws IOException {
    return load(FILE);
  }

  /// The library stays loaded as long as the program runs.
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  static Libargon2 load(String file) throws IOException {
    try {
      var library = new Libargon2(SymbolLookup.libraryLookup(file, Arena.global()));
      NativeHeap.mapLargeBlocks();
      return library;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "cannot load "
              + file
              + ", which checks passwords; get it with: sudo apt-get install libargon2-1",
          e);
    }
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private static MethodHandle link(SymbolLookup library, String name, FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), shape);
  }

  @Override
  public String hash(byte[] password) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var bytes = copy(arena, password);
      try {
        long room =
            (long)
                encodedLength.invokeExact(PASSES, MEMORY_KIB, LANES, SALT, HASH, 2); // 2: Argon2_id
        var encoded = arena.allocate(room);
        var salt = copy(arena, Secrets.bytes(SALT));
        int result =
            (int)
                hash.invokeExact(
                    PASSES,
                    MEMORY_KIB,
                    LANES,
                    bytes,
                    (long) password.length,
                    salt,
                    (long) SALT,
                    (long) HASH,
                    encoded,
                    room);
        refuse(result);
        return encoded.getString(0);
      } finally {
        bytes.fill((byte) 0);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  @Override
  public boolean verify(String encoded, byte[] password) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var bytes = copy(arena, password);
      try {
        int result =
            (int) verify.invokeExact(arena.allocateFrom(encoded), bytes, (long) password.length);
        if (result == MISMATCH) {
          return false;
        }
        refuse(result);
        return true;
      } finally {
        bytes.fill((byte) 0);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  private static MemorySegment copy(Arena arena, byte[] bytes) {
    var copy = arena.allocate(Math.max(1, bytes.length));
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, copy, 0, bytes.length);
    return copy;
  }

  private static void refuse(int result) throws IOException {
    if (result != 0) { // out of memory, or a stored hash that is none
      throw new IOException("libargon2 cannot work on a password: error " + result);
    }
  }

  private static AssertionError impossible(Throwable t) {
    return new AssertionError("a call of libargon2 threw", t);
  }
}
