package nightjar.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A certificate that somebody else keeps, read again when its files change.
final class OwnCertificate implements Keeper {
  private static final long LARGEST = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

  private final TlsConfig.Own files;
  private CurrentKey.Pair pair;
  private String seen;

  /// @throws IOException they cannot be used, and why
  OwnCertificate(TlsConfig.Own files) throws IOException {
    this.files = files;
    this.seen = stamp();
    this.pair = read();
  }

  @Override
  public CurrentKey.Pair pair() {
    return pair;
  }

  /// Certificate and key are seldom replaced in the same moment: until they fit, this fails, and is
  /// tried again.
  @Override
  public Optional<CurrentKey.Pair> look() throws IOException {
    var now = stamp();
    if (now.equals(seen)) {
      return Optional.empty();
    }
    pair = read();
    seen = now;
    return Optional.of(pair);
  }

  private String stamp() throws IOException {
    return stamp("tls.certificate", files.certificate()) + " " + stamp("tls.key", files.key());
  }

  private static String stamp(String setting, Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) + " " + Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException(setting + " " + file + " does not exist", e);
    }
  }

  private CurrentKey.Pair read() throws IOException {
    var chain = chain(text("tls.certificate", files.certificate()));
    var key = key(text("tls.key", files.key()), chain.getFirst().getPublicKey());
    if (!fit(key, chain.getFirst().getPublicKey())) {
      throw problem(
          "tls.key",
          files.key(),
          "is not the key of the first certificate in "
              + files.certificate()
              + ", which must be the server's own");
    }
    return new CurrentKey.Pair(key, chain);
  }

  private static String text(String setting, Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw problem(setting, file, "is larger than such a file can be");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new IOException(setting + " " + file + " does not exist", e);
    }
  }

  private List<X509Certificate> chain(String pem) throws IOException {
    if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
      throw problem("tls.certificate", files.certificate(), "holds no certificate in PEM");
    }
    // Tools write words between the blocks, which Java's reader takes for damage.
    var blocks =
        Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
            .matcher(pem)
            .results()
            .map(found -> found.group())
            .reduce("", (all, one) -> all + one + "\n");
    try {
      var bytes = new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII));
      var chain =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw problem("tls.certificate", files.certificate(), "holds no whole certificate");
      }
      return chain;
    } catch (CertificateException e) {
      throw problem("tls.certificate", files.certificate(), "is damaged: " + e.getMessage());
    }
  }

  private PrivateKey key(String pem, PublicKey fits) throws IOException {
    var found = KEY.matcher(pem);
    if (!found.find()) {
      throw problem("tls.key", files.key(), "holds no private key in PEM");
    }
    if (!found.group(1).isEmpty()) {
      throw problem(
          "tls.key",
          files.key(),
          "is \"%sPRIVATE KEY\", and must be \"PRIVATE KEY\". This converts it: openssl pkcs8 -topk8 -nocrypt -in %s -out NEW"
              .formatted(found.group(1), files.key()));
    }
    try {
      var der = Base64.getMimeDecoder().decode(found.group(2));
      return KeyFactory.getInstance(fits.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw problem(
          "tls.key",
          files.key(),
          "is no %s key, which the certificate has".formatted(fits.getAlgorithm()));
    }
  }

  private static boolean fit(PrivateKey key, PublicKey other) {
    try {
      var algorithm = other.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update((byte) 1);
      var signature = signing.sign();
      signing.initVerify(other);
      signing.update((byte) 1);
      return signing.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static IOException problem(String setting, Path file, String what) {
    return new IOException(setting + " " + file + " " + what);
  }
}
