package nightjar.alert;

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

/// Whom a channel believes that it is who it says.
public final class Trust {
  private Trust() {}

  /// Those whom Java believes, or only the authorities in a PEM file.
  ///
  /// @throws IOException the file cannot be read, and why
  public static SSLContext context(Optional<Path> ca) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers(ca).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// Likewise.
  public static TrustManagerFactory managers(Optional<Path> ca) throws IOException {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(ca.isPresent() ? store(ca.get()) : null);
      return trust;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static KeyStore store(Path pem) throws IOException, GeneralSecurityException {
    try (var in = new BufferedInputStream(Files.newInputStream(pem))) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new IOException("ca: " + pem + " holds no certificate");
      }
      return store;
    } catch (NoSuchFileException e) {
      throw new IOException("ca: " + pem + " does not exist", e);
    } catch (CertificateException e) {
      throw new IOException("ca: " + pem + " is no certificate in PEM", e);
    }
  }
}
