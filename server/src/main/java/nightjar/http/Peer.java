package nightjar.http;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is at the other end, and how it came here, when reverse proxies may stand between.
///
/// @param address without an IPv6 zone
/// @param secure it came over TLS, to us or to a proxy that we believe
record Peer(String address, boolean secure) {
  /// @param connected the connection's other end
  /// @param tls the connection is TLS
  /// @param proxies whose word counts
  /// @param forwardedFor `X-Forwarded-For`, each proxy's addition at its end
  /// @param forwardedProto `X-Forwarded-Proto`
  static Peer of(
      InetAddress connected,
      boolean tls,
      Set<InetAddress> proxies,
      @Nullable String forwardedFor,
      @Nullable String forwardedProto) {
    if (!proxies.contains(connected)) {
      return new Peer(text(connected), tls);
    }
    boolean secure = tls || "https".equals(last(forwardedProto));
    return new Peer(client(connected, proxies, forwardedFor), secure);
  }

  /// The last address that no proxy of ours has: what is further left is anybody's claim.
  private static String client(
      InetAddress connected, Set<InetAddress> proxies, @Nullable String forwardedFor) {
    var hops = forwardedFor == null ? new String[0] : forwardedFor.split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      InetAddress hop;
      try {
        hop = InetAddress.ofLiteral(hops[i].strip());
      } catch (IllegalArgumentException _) {
        break;
      }
      if (!proxies.contains(hop)) {
        return text(hop);
      }
    }
    return text(connected);
  }

  private static String last(@Nullable String list) {
    return list == null ? "" : list.substring(list.lastIndexOf(',') + 1).strip();
  }

  private static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
