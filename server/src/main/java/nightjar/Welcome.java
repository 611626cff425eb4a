package nightjar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.OwnNames;

/// What the console says once the server listens: addresses that people can type.
///
/// @param toType this machine's address in the house, if it has one
record Welcome(OwnNames names, Optional<InetAddress> toType) {
  /// @param scheme `http` or `https`
  List<String> addresses(String scheme, InetSocketAddress listen) {
    var at = listen.getAddress();
    var hosts = new ArrayList<String>();
    if (at.isLoopbackAddress()) {
      hosts.add(OwnNames.written(at));
    } else {
      names.names().stream().limit(1).filter(n -> !n.equals("localhost")).forEach(hosts::add);
      (at.isAnyLocalAddress() ? toType : Optional.of(at))
          .map(OwnNames::written)
          .ifPresent(hosts::add);
      if (hosts.isEmpty()) {
        hosts.add("localhost");
      }
    }
    return hosts.stream().map(host -> scheme + "://" + host + port(scheme, listen) + "/").toList();
  }

  private static String port(String scheme, InetSocketAddress listen) {
    int usual = scheme.equals("https") ? 443 : 80;
    return listen.getPort() == usual ? "" : ":" + listen.getPort();
  }

  /// Sixteen bytes a line, so that an eye can follow.
  static List<String> inLines(String fingerprint) {
    int half = fingerprint.length() / 2;
    return List.of(fingerprint.substring(0, half), fingerprint.substring(half + 1));
  }
}
