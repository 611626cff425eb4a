package nightjar.record.file;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The public half of a device's key: what a seal is checked against.
///
/// @param raw the point as RFC 8032 encodes it
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ProofKey(byte[] raw) {
  public static final int LENGTH = 32;

  static final String PEM = "PUBLIC KEY";

  private static final String ALGORITHM = "Ed25519";
  // RFC 8410: what comes before the point in a SubjectPublicKeyInfo
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  public ProofKey {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("a public key of " + raw.length + " bytes");
    }
    raw = raw.clone();
  }

  static ProofKey of(PublicKey key) {
    var encoded = key.getEncoded();
    return new ProofKey(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
  }

  /// @param text of a PEM file
  public static ProofKey ofPem(String text) throws BadFileException {
    var encoded = Pem.read(PEM, text);
    if (encoded.length != PREFIX.length + LENGTH || !Arrays.equals(prefix(encoded), PREFIX)) {
      throw new BadFileException("not an Ed25519 public key");
    }
    return new ProofKey(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
  }

  private static byte[] prefix(byte[] encoded) {
    return Arrays.copyOf(encoded, PREFIX.length);
  }

  public String pem() {
    return Pem.write(PEM, encoded());
  }

  /// Whether the other half signed this.
  public boolean signed(byte[] message, byte[] signature) {
    try {
      var key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded()));
      var check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException _) { // no point on the curve, no signature
      return false;
    }
  }

  /// Short enough to be read out, long enough to tell keys apart.
  public String fingerprint() {
    return Hash.of(encoded()).hex().substring(0, 16);
  }

  private byte[] encoded() {
    var encoded = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
    System.arraycopy(raw, 0, encoded, PREFIX.length, LENGTH);
    return encoded;
  }

  @Override
  public byte[] raw() {
    return raw.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProofKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return fingerprint();
  }
}
