package nightjar.auth;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import nightjar.posix.NativeFunction;

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

  private final NativeFunction hash;
  private final NativeFunction verify;
  private final NativeFunction encodedLength;

  private Libargon2(SymbolLookup library) {
    hash = NativeFunction.ofInt(library, "argon2id_hash_encoded");
    verify = NativeFunction.ofInt(library, "argon2id_verify");
    encodedLength = NativeFunction.ofLong(library, "argon2_encodedlen");
  }

  static Libargon2 load() throws IOException {
    return load(FILE);
  }

  /// The library stays loaded as long as the program runs.
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  static Libargon2 load(String file) throws IOException {
    try {
      return new Libargon2(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "cannot load "
              + file
              + ", which checks passwords; get it with: sudo apt-get install libargon2-1",
          e);
    }
  }

  @Override
  public String hash(byte[] password) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var bytes = copy(arena, password);
      try {
        long room = encodedLength.call(PASSES, MEMORY_KIB, LANES, SALT, HASH, 2); // 2: Argon2_id
        var encoded = arena.allocate(room);
        var salt = copy(arena, Secrets.bytes(SALT));
        refuse(
            hash.call(
                PASSES,
                MEMORY_KIB,
                LANES,
                bytes.address(),
                password.length,
                salt.address(),
                SALT,
                HASH,
                encoded.address(),
                room));
        return encoded.getString(0);
      } finally {
        bytes.fill((byte) 0);
      }
    }
  }

  @Override
  public boolean verify(String encoded, byte[] password) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var bytes = copy(arena, password);
      try {
        long result =
            verify.call(arena.allocateFrom(encoded).address(), bytes.address(), password.length);
        if (result == MISMATCH) {
          return false;
        }
        refuse(result);
        return true;
      } finally {
        bytes.fill((byte) 0);
      }
    }
  }

  private static MemorySegment copy(Arena arena, byte[] bytes) {
    var copy = arena.allocate(Math.max(1, bytes.length));
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, copy, 0, bytes.length);
    return copy;
  }

  private static void refuse(long result) throws IOException {
    if (result != 0) { // out of memory, or a stored hash that is none
      throw new IOException("libargon2 cannot work on a password: error " + result);
    }
  }
}
