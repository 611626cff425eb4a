package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;

/// Challenges for passkeys. Nothing is kept of those handed out, so that nobody can push others'
/// out by asking for many: each is signed, and says when and what it is for. Kept are those that
/// were used, until they are too old anyway.
final class Challenges {
  static final Duration GOOD_FOR = Duration.ofMinutes(5);
  static final int MOST_USED = 2000;
  private static final int NONCE = 16; // bytes
  private static final int SIGNED = NONCE + Long.BYTES;

  private final Clock clock;
  private final byte[] key = Secrets.bytes(32);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Long> used = new LinkedHashMap<>(); // guarded by lock; ticks, in order

  Challenges(Clock clock) {
    this.clock = clock;
  }

  /// @param purpose what it is good for, and nothing else
  byte[] issue(String purpose) {
    var head = ByteBuffer.allocate(SIGNED).put(Secrets.bytes(NONCE)).putLong(clock.ticks()).array();
    var sign = sign(head, purpose);
    return ByteBuffer.allocate(head.length + sign.length).put(head).put(sign).array();
  }

  private byte[] sign(byte[] head, String purpose) {
    var text = purpose.getBytes(UTF_8);
    var message = ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
    return Secrets.mac("HmacSHA256", key, message);
  }

  /// Ours, for this purpose, and not too old.
  boolean isGood(byte[] challenge, String purpose) {
    if (challenge.length <= SIGNED) {
      return false;
    }
    var head = Arrays.copyOf(challenge, SIGNED);
    var sign = Arrays.copyOfRange(challenge, SIGNED, challenge.length);
    long age = clock.ticks() - ByteBuffer.wrap(head).getLong(NONCE);
    return MessageDigest.isEqual(sign(head, purpose), sign) && age >= 0 && age < GOOD_FOR.toNanos();
  }

  /// Call once all else is right: only who holds a passkey gets here, so the list stays short.
  ///
  /// @return whether this is the first time
  boolean use(byte[] challenge) {
    lock.lock();
    try {
      used.values().removeIf(at -> clock.ticks() - at >= GOOD_FOR.toNanos());
      return used.size() < MOST_USED
          && used.putIfAbsent(Secrets.base64(challenge), clock.ticks()) == null;
    } finally {
      lock.unlock();
    }
  }
}
