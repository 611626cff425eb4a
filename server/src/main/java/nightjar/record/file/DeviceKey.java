package nightjar.record.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import nightjar.base.WholeFile;

/// What this device signs its seals with: Ed25519 (RFC 8032).
///
/// Its secret half never leaves `proof-key.pem`; the public half lies beside it for whoever checks.
public final class DeviceKey {
  public static final String SECRET_FILE = "proof-key.pem";
  public static final String PUBLIC_FILE = "proof-key.pub.pem";

  private static final String ALGORITHM = "Ed25519";
  private static final String PEM = "PRIVATE KEY";

  private final PrivateKey secret;
  private final ProofKey proof;

  private DeviceKey(KeyPair pair) {
    secret = pair.getPrivate();
    proof = ProofKey.of(pair.getPublic());
  }

  /// One that is kept nowhere.
  public static DeviceKey fresh() {
    return new DeviceKey(generate(new SecureRandom()));
  }

  /// Takes the key of a folder, which is made at the first call.
  ///
  /// The secret half is made first: a crash in between leaves what the next call completes.
  ///
  /// @throws IOException there is one that cannot be used; the message says what to do
  public static DeviceKey open(Path folder) throws IOException {
    var secretFile = folder.resolve(SECRET_FILE);
    var publicFile = folder.resolve(PUBLIC_FILE);
    var secret = text(secretFile);
    var known = text(publicFile);
    if (secret.isEmpty() && known.isPresent()) {
      throw new IOException(
          "%s is missing, though %s is there: put it back from a copy, or remove the latter to begin with a new key (footage of before is then checked with a copy of the old %s)"
              .formatted(secretFile, publicFile, PUBLIC_FILE));
    }
    var key = secret.isPresent() ? read(secretFile, secret.get()) : made(secretFile);
    if (known.isEmpty()) {
      WholeFile.replace(publicFile, key.proof.pem().getBytes(US_ASCII));
    } else if (!key.proof.equals(publicKey(publicFile, known.get()))) {
      throw new IOException(
          "%s does not belong to %s: put the right one back, or remove %s to have it made again"
              .formatted(publicFile, secretFile, publicFile));
    }
    return key;
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, US_ASCII));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  private static DeviceKey made(Path file) throws IOException {
    var key = fresh();
    WholeFile.replace(file, Pem.write(PEM, key.secret.getEncoded()).getBytes(US_ASCII));
    return key;
  }

  private static DeviceKey read(Path file, String text) throws IOException {
    try {
      var secret =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(PEM, text)));
      return new DeviceKey(pair((EdECPrivateKey) secret));
    } catch (GeneralSecurityException | BadFileException | ClassCastException e) {
      throw new IOException(
          "%s is broken (%s): put it back from a copy, or remove it and %s to begin with a new key"
              .formatted(file, e.getMessage(), PUBLIC_FILE),
          e);
    }
  }

  private static ProofKey publicKey(Path file, String text) throws IOException {
    try {
      return ProofKey.ofPem(text);
    } catch (BadFileException e) {
      throw new IOException(
          "%s is broken (%s): remove it to have it made again".formatted(file, e.getMessage()), e);
    }
  }

  /// The JDK derives a public key in its generator only: it is given the seed for chance.
  private static KeyPair pair(EdECPrivateKey secret) throws BadFileException {
    var seed = secret.getBytes().orElseThrow(() -> new BadFileException("it has no seed"));
    return generate(new Seed(seed));
  }

  private static KeyPair generate(SecureRandom chance) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, chance);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /// Gives what it was given.
  private static final class Seed extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  public ProofKey proof() {
    return proof;
  }

  byte[] sign(byte[] message) {
    try {
      var signing = Signature.getInstance(ALGORITHM);
      signing.initSign(secret);
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the key was made for it
    }
  }
}
