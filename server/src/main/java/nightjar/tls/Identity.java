package nightjar.tls;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whom a certificate speaks for.
record Identity(Set<String> names, Set<InetAddress> addresses) {
  /// What of it an authority may sign.
  Identity within(Constraints constraints) {
    var permitted = new LinkedHashSet<>(names);
    permitted.removeIf(name -> !constraints.permits(name));
    var reachable = new LinkedHashSet<>(addresses);
    reachable.removeIf(address -> !constraints.permits(address));
    return new Identity(permitted, reachable);
  }

  /// What it has and another lacks, in words; empty when it lacks nothing.
  String beyond(Identity other) {
    var missing = new LinkedHashSet<>(names);
    missing.removeAll(other.names);
    addresses.stream()
        .filter(address -> !other.addresses.contains(address))
        .forEach(address -> missing.add(address.getHostAddress()));
    return String.join(", ", missing);
  }

  static Identity of(List<String> names, Set<InetAddress> addresses) {
    return new Identity(new LinkedHashSet<>(names), addresses);
  }
}
