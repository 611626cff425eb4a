package nightjar.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where certificates are kept, and for which names beside the machine's own.
///
/// @param folder of the authority and the certificate it signed
/// @param own instead of an authority's
public record TlsConfig(Path folder, List<String> names, Optional<Own> own) {
  /// A certificate that others keep: PEM files.
  ///
  /// @param certificate the server's first, then the chain
  public record Own(Path certificate, Path key) {}

  /// Whether an authority of our own may speak for it: a name within the house.
  public static boolean isPrivate(String name) {
    return !name.contains(".") || Constraints.isWithin(name, Constraints.HOUSE);
  }
}
