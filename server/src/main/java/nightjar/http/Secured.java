package nightjar.http;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How connections are encrypted.
///
/// @param context whose certificates may change while it is used
/// @param suites best first
/// @param authority that devices are helped to trust; empty when they already do
public record Secured(
    SSLContext context,
    List<String> protocols,
    List<String> suites,
    Optional<Authority> authority) {
  /// @param fingerprint SHA-256, as people compare it
  public record Authority(X509Certificate certificate, String fingerprint) {}
}
