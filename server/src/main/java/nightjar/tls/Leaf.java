package nightjar.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/// What a server's certificate says.
record Leaf(Identity identity, Instant from, Instant until) {
  /// As long as browsers take from anybody.
  static final Duration LASTS = Duration.ofDays(397);

  private static final int DNS_NAME = 2; // kinds of GeneralName, RFC 5280
  private static final int IP_ADDRESS = 7;

  static Leaf of(X509Certificate certificate) throws CertificateParsingException {
    var names = new LinkedHashSet<String>();
    var addresses = new LinkedHashSet<InetAddress>();
    var all = certificate.getSubjectAlternativeNames();
    for (var name : all == null ? List.<List<?>>of() : all) {
      switch ((int) name.get(0)) {
        case DNS_NAME -> names.add((String) name.get(1));
        case IP_ADDRESS -> addresses.add(InetAddress.ofLiteral((String) name.get(1)));
        default -> {} // none that we write
      }
    }
    return new Leaf(
        new Identity(names, addresses),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
