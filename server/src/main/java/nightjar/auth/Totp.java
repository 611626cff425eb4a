package nightjar.auth;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/// Codes of an authenticator app: RFC 6238 with SHA-1, 6 digits, 30 seconds, as every app knows it.
///
/// @param secret 20 bytes, in hexadecimal
/// @param last number of the 30 seconds whose code was used last: neither it nor an older one is
///   good again
record Totp(String secret, long last) {
  private static final int SECRET = 20; // bytes
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int AROUND = 1; // steps that a clock may be off

  Totp {
    if (!secret.matches("[0-9a-f]{40}") || last < 0) {
      throw new IllegalArgumentException("not a secret of an authenticator app");
    }
  }

  static Totp fresh() {
    return new Totp(Secrets.hex(SECRET), 0);
  }

  static long step(Instant now) {
    return now.getEpochSecond() / STEP.toSeconds();
  }

  static String code(byte[] secret, long step) {
    var message = ByteBuffer.allocate(Long.BYTES).putLong(step).array();
    var mac = Secrets.mac("HmacSHA1", secret, message);
    int at = mac[mac.length - 1] & 15;
    int number = ByteBuffer.wrap(mac).getInt(at) & Integer.MAX_VALUE;
    return "%06d".formatted(number % 1_000_000);
  }

  /// Number of the 30 seconds that a code is of, or -1 when it is not good, or not any more.
  long match(String code, Instant now) {
    var key = HexFormat.of().parseHex(secret);
    long found = -1;
    for (long step = step(now) - AROUND; step <= step(now) + AROUND; step++) {
      if (Secrets.same(code(key, step), code) && step > last) {
        found = step;
      }
    }
    return found;
  }

  Totp usedAt(long step) {
    return new Totp(secret, step);
  }

  String base32() {
    return Base32.RFC_4648.text(HexFormat.of().parseHex(secret));
  }
}
