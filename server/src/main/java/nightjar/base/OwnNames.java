package nightjar.base;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What this machine is called in addresses. A page elsewhere whose name was pointed at this
/// machine comes with that name, and is none of these.
///
/// @param names in small letters, the one people should type first
/// @param everywhere addresses of any machine count, not only those of this machine itself: a
///   stranger's page can have its name changed, but not that it is a name
public record OwnNames(List<String> names, boolean everywhere) {
  /// Of a server that only this machine can reach.
  public static final OwnNames LOOPBACK = new OwnNames(List.of("localhost"), false);

  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final int LONGEST = 253;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /// @param hostname as the system says; its first label is what the network's machines find with
  ///   `.local`
  public static OwnNames of(String hostname, List<String> configured) {
    var names = new LinkedHashSet<String>();
    var host = hostname.toLowerCase(Locale.ROOT);
    var first = host.replaceFirst("\\..*", "");
    if (isName(host) && !first.equals("localhost")) {
      names.add(first + ".local");
      names.add(host);
      names.add(first);
    }
    configured.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.add("localhost");
    return new OwnNames(List.copyOf(names), true);
  }

  /// As the system says now; empty when it does not.
  public static String hostname() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException _) {
      return "";
    }
  }

  public static boolean isName(String text) {
    return text.length() <= LONGEST
        && text.toLowerCase(Locale.ROOT).matches(LABEL + "(\\." + LABEL + ")*")
        && !text.matches(".*(^|\\.)[0-9]+"); // an address, or nearly
  }

  public boolean has(String host) {
    return canonical(host).isPresent();
  }

  /// One of ours as it is written in an address: small letters, an IPv6 address in brackets.
  public Optional<String> canonical(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return names.contains(name) ? Optional.of(name) : literal(host);
  }

  private Optional<String> literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    var bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (!bare.matches("[0-9a-fA-F.:]+") || bracketed != bare.contains(":")) {
      return Optional.empty();
    }
    try {
      var address = InetAddress.ofLiteral(bare);
      boolean one = !address.isAnyLocalAddress() && !address.isMulticastAddress();
      return one && (everywhere || address.isLoopbackAddress())
          ? Optional.of(written(address))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// As in a URL.
  public static String written(InetAddress address) {
    var text = address.getHostAddress().replaceFirst("%.*", "");
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
