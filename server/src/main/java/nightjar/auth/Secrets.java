package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Sha256;

/// What nobody can guess, and the sums kept instead of it.
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Secrets() {}

  static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// 32 bytes, as 43 characters.
  static String text() {
    return base64(bytes(32));
  }

  static String hex(int bytes) {
    return HexFormat.of().formatHex(bytes(bytes));
  }

  static String base64(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  /// Empty when it is not base64url.
  static Optional<byte[]> fromBase64(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What of a secret is kept. The secret is random and long, so one SHA-256 is enough.
  static String sum(String secret) {
    return HexFormat.of().formatHex(Sha256.of(secret.getBytes(UTF_8)));
  }

  /// @param algorithm as the JDK calls it, such as `HmacSHA256`
  static byte[] mac(String algorithm, byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /// In a time that does not depend on where they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
