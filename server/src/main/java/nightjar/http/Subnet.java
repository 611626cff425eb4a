package nightjar.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What counts as one client of connections: an IPv4 address, or the 64 bits of an IPv6 address
/// behind which whoever has one has all the others.
final class Subnet {
  private static final int PREFIX = 8; // bytes

  private Subnet() {}

  static String of(SocketAddress address) {
    return address instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? of(inet.getAddress())
        : address.toString();
  }

  static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX)) + "/64"
        : address.getHostAddress();
  }
}
