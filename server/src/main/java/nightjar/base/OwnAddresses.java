package nightjar.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of this machine.
public final class OwnAddresses {
  private static final Path IPV6 = Path.of("/proc/net/if_inet6");
  private static final int TEMPORARY = 0x01; // IFA_F_TEMPORARY
  private static final String WITHIN_THE_MACHINE = "(docker|br-|veth|virbr|lxc).*";

  private OwnAddresses() {}

  /// Those of interfaces that are up and that a browser can be told: an IPv6 address that holds for
  /// one cable only needs the cable's name beside it, and one for privacy changes every day.
  public static Set<InetAddress> lasting() throws IOException {
    var temporary = temporary(Files.exists(IPV6) ? Files.readAllLines(IPV6) : List.of());
    return interfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> !(a instanceof Inet6Address && a.isLinkLocalAddress()))
        .map(OwnAddresses::plain)
        .filter(a -> !temporary.contains(a))
        .sorted(Comparator.comparing(InetAddress::getHostAddress))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The one to type on another machine in the house.
  public static Optional<InetAddress> toType() {
    try {
      return interfaces()
          .filter(i -> !i.getName().matches(WITHIN_THE_MACHINE))
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(a -> a instanceof Inet4Address && a.isSiteLocalAddress())
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Stream<NetworkInterface> interfaces() throws IOException {
    try {
      return NetworkInterface.networkInterfaces().filter(OwnAddresses::isUp);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isUp(NetworkInterface one) {
    try {
      return one.isUp();
    } catch (SocketException _) {
      return false; // it has just gone
    }
  }

  /// @param lines of the kernel's list: address, index, prefix, scope, flags, name
  static Set<InetAddress> temporary(List<String> lines) {
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length == 6 && f[0].matches("[0-9a-f]{32}") && f[4].matches("[0-9a-f]+"))
        .filter(f -> (HexFormat.fromHexDigits(f[4]) & TEMPORARY) != 0)
        .map(f -> of(HexFormat.of().parseHex(f[0])))
        .collect(Collectors.toSet());
  }

  private static InetAddress plain(InetAddress address) {
    return of(address.getAddress());
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + bytes.length + " bytes", e);
    }
  }
}
