package nightjar.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What counts as one place on the net: an IPv4 address, or the 64 bits of an IPv6 address that a
/// household gets, for it can choose the other 64 at will.
final class Network {
  private static final int LONGEST = 64;

  private Network() {}

  static String of(String address) {
    try {
      var ip = InetAddress.ofLiteral(address);
      return ip instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), 8)) + "/64"
          : ip.getHostAddress();
    } catch (IllegalArgumentException _) {
      return address.substring(0, Math.min(LONGEST, address.length()));
    }
  }
}
