package nightjar.tls;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightjar.base.FakeClock;

/// Certificates in files, for tests.
public final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /// A key and its certificate for 127.0.0.1 and `localhost` by an authority of its own, which is
  /// returned.
  public static X509Certificate write(Path folder, Path certificate, Path key) throws Exception {
    var wanted =
        new LocalAuthority.Wanted(
            "elsewhere", List.of("localhost"), () -> Set.of(InetAddress.ofLiteral("127.0.0.1")));
    var authority = LocalAuthority.open(folder, wanted, new FakeClock(), new Keytool());
    Files.writeString(certificate, text(authority.pair().certificate()));
    Files.writeString(key, text(authority.pair().key()));
    return authority.certificate();
  }

  static String text(X509Certificate certificate) throws Exception {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  static String text(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(kind, LINES.encodeToString(der));
  }

  /// Signed by an authority that should not have: keytool asks no questions.
  static CurrentKey.Pair forged(Path authority, Path work, String name, String address)
      throws Exception {
    Files.copy(authority, work);
    var names = new LinkedHashSet<>(name.isEmpty() ? List.of() : List.of(name));
    var addresses =
        address.isEmpty() ? Set.<InetAddress>of() : Set.of(InetAddress.ofLiteral(address));
    var start = Instant.parse("2026-10-01T00:00:00Z");
    new Keytool().makeServer(work, new Identity(names, addresses), start);
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(work)) {
      store.load(in, Keytool.PASSWORD);
    }
    return CurrentKey.Pair.of(store, Keytool.SERVER);
  }

  static Path inFile(Path file, X509Certificate certificate) throws Exception {
    return Files.writeString(file, text(certificate));
  }
}
