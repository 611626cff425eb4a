package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.auth.RefusedException.Reason;
import org.jspecify.annotations.Nullable;

/// Passwords hashed one at a time, for each takes 19 MiB and a whole core; first come, first
/// served.
final class Hashing {
  /// Opens the library, which costs nothing until somebody signs in.
  interface Loading {
    Argon2 load() throws IOException;
  }

  static final int MOST_WAITING = 16;
  private static final long PATIENCE_SECONDS = 10;
  private static final String PARAMETERS =
      "$argon2id$v=19$m=%d,t=%d,p=%d$"
          .formatted(Libargon2.MEMORY_KIB, Libargon2.PASSES, Libargon2.LANES);
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final Loading loading;
  private final Semaphore turn = new Semaphore(1, true);
  // Nobody's password: what a name without an account is checked against.
  private final String nobody =
      PARAMETERS
          + BASE64.encodeToString(Secrets.bytes(Libargon2.SALT))
          + "$"
          + BASE64.encodeToString(Secrets.bytes(Libargon2.HASH));
  private @Nullable Argon2 argon2; // guarded by having the turn

  Hashing(Loading loading) {
    this.loading = loading;
  }

  String hash(String password) throws RefusedException, InterruptedException, IOException {
    return inTurn(password, Argon2::hash);
  }

  /// @param encoded of the account; without one the same work is done, and the answer is no
  boolean verify(Optional<String> encoded, String password)
      throws RefusedException, InterruptedException, IOException {
    boolean right =
        inTurn(password, (argon2, bytes) -> argon2.verify(encoded.orElse(nobody), bytes));
    return right && encoded.isPresent();
  }

  int waiting() {
    return turn.getQueueLength();
  }

  /// Made with other parameters than are in use now.
  static boolean isOutdated(String encoded) {
    return !encoded.startsWith(PARAMETERS);
  }

  private interface Work<T> {
    T on(Argon2 argon2, byte[] password) throws IOException;
  }

  private <T> T inTurn(String password, Work<T> work)
      throws RefusedException, InterruptedException, IOException {
    if (waiting() >= MOST_WAITING || !turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw RefusedException.because(
          Reason.BUSY, "too many are signing in at this moment; try again soon");
    }
    var bytes = password.getBytes(UTF_8);
    try {
      if (argon2 == null) {
        argon2 = loading.load();
      }
      return work.on(argon2, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      turn.release();
    }
  }
}
