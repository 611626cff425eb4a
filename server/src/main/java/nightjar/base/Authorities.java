package nightjar.base;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom a client believes that it is who it says.
public final class Authorities {
  private Authorities() {}

  /// Those whom Java believes, or only the ones in a PEM file.
  ///
  /// @param name what the file is called where somebody named it, for messages
  /// @throws IOException the file cannot be read, and why
  public static SSLContext context(String name, Optional<Path> pem) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers(name, pem).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// Likewise.
  public static TrustManagerFactory managers(String name, Optional<Path> pem) throws IOException {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(pem.isPresent() ? store(name, pem.get()) : null);
      return trust;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static KeyStore store(String name, Path pem)
      throws IOException, GeneralSecurityException {
    try (var in = new BufferedInputStream(Files.newInputStream(pem))) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new IOException(name + " " + pem + " holds no certificate");
      }
      return store;
    } catch (NoSuchFileException e) {
      throw new IOException(name + " " + pem + " does not exist", e);
    } catch (CertificateException e) {
      throw new IOException(name + " " + pem + " is no certificate in PEM", e);
    }
  }
}
