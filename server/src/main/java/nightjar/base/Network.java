package nightjar.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What counts as one place on the net: an IPv4 address, or the 64 bits of an IPv6 address that a
/// household gets, for it can choose the other 64 at will.
public final class Network {
  private static final int LONGEST = 64;
  private static final int PREFIX = 8; // bytes

  private Network() {}

  /// @param address as text; what is none is its own place
  public static String of(String address) {
    try {
      return of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return address.substring(0, Math.min(LONGEST, address.length()));
    }
  }

  public static String of(SocketAddress address) {
    return address instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? of(inet.getAddress())
        : address.toString();
  }

  public static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX)) + "/64"
        : address.getHostAddress();
  }
}
