package nightjar.tls;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// For whom an authority may speak, as X.509 writes it (RFC 5280, 4.2.1.10): so that whoever steals
/// its key cannot pose as the rest of the web to those who trust it.
///
/// @param names each stands for itself and what ends with a dot and it
record Constraints(List<String> names, List<Subnet> subnets) {
  static final String OID = "2.5.29.30";

  /// Names that lead nowhere outside a house.
  static final List<String> HOUSE = List.of("local", "lan", "home.arpa", "internal", "localhost");

  private static final List<Subnet> PRIVATE =
      List.of(
          Subnet.of("127.0.0.0/8"),
          Subnet.of("10.0.0.0/8"),
          Subnet.of("172.16.0.0/12"),
          Subnet.of("192.168.0.0/16"),
          Subnet.of("169.254.0.0/16"),
          Subnet.of("100.64.0.0/10"),
          Subnet.of("::1/128"),
          Subnet.of("fc00::/7"),
          Subnet.of("fe80::/10"));

  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int PERMITTED = 0xa0;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int LONG_FORM = 0x80;

  static Constraints of(List<String> own) {
    var names = new LinkedHashSet<>(HOUSE);
    own.stream().filter(name -> !isWithin(name, HOUSE)).forEach(names::add);
    return new Constraints(List.copyOf(names), PRIVATE);
  }

  static boolean isWithin(String name, List<String> domains) {
    return domains.stream().anyMatch(d -> name.equals(d) || name.endsWith("." + d));
  }

  boolean permits(String name) {
    return isWithin(name, names);
  }

  boolean permits(InetAddress address) {
    return subnets.stream().anyMatch(subnet -> subnet.has(address));
  }

  byte[] der() {
    var subtrees = new ByteArrayOutputStream();
    for (var name : names) {
      subtrees.writeBytes(tagged(SEQUENCE, tagged(DNS_NAME, ascii(name))));
    }
    for (var subnet : subnets) {
      var both = new ByteArrayOutputStream();
      both.writeBytes(subnet.base().getAddress());
      both.writeBytes(subnet.mask());
      subtrees.writeBytes(tagged(SEQUENCE, tagged(IP_ADDRESS, both.toByteArray())));
    }
    return tagged(SEQUENCE, tagged(PERMITTED, subtrees.toByteArray()));
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length >= LONG_FORM) { // the shortest form that fits, as DER wants it
      int bytes = length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 3;
      out.write(LONG_FORM | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (Byte.SIZE * i));
      }
    } else {
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /// Reads back what `der` writes.
  ///
  /// @throws IllegalArgumentException it is something else
  static Constraints parse(byte[] der) {
    var all = content(ByteBuffer.wrap(der), SEQUENCE);
    var subtrees = content(all, PERMITTED);
    var names = new ArrayList<String>();
    var subnets = new ArrayList<Subnet>();
    while (subtrees.hasRemaining()) {
      var subtree = content(subtrees, SEQUENCE);
      boolean isName = subtree.hasRemaining() && (subtree.get(0) & 0xff) == DNS_NAME;
      var value = content(subtree, isName ? DNS_NAME : IP_ADDRESS);
      if (isName) {
        names.add(StandardCharsets.US_ASCII.decode(value).toString());
      } else {
        subnets.add(subnet(value));
      }
    }
    return new Constraints(List.copyOf(names), List.copyOf(subnets));
  }

  /// What an extension's value holds: X.509 wraps each once more.
  static byte[] unwrapped(byte[] octets) {
    var content = content(ByteBuffer.wrap(octets), OCTETS);
    var bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static Subnet subnet(ByteBuffer both) {
    var base = new byte[both.remaining() / 2];
    both.get(base);
    int bits = 0;
    while (both.hasRemaining()) {
      bits += Integer.bitCount(both.get() & 0xff);
    }
    try {
      return new Subnet(InetAddress.getByAddress(base), bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + base.length + " bytes", e);
    }
  }

  private static ByteBuffer content(ByteBuffer from, int tag) {
    if (from.remaining() < 2 || (from.get() & 0xff) != tag) {
      throw new IllegalArgumentException("not name constraints of ours");
    }
    int length = from.get() & 0xff;
    if (length >= LONG_FORM) {
      int bytes = length - LONG_FORM;
      length = 0;
      for (int i = 0; i < bytes && bytes <= 3 && from.hasRemaining(); i++) {
        length = (length << Byte.SIZE) | (from.get() & 0xff);
      }
    }
    if (length > from.remaining()) {
      throw new IllegalArgumentException("name constraints are cut off");
    }
    var content = from.slice(from.position(), length);
    from.position(from.position() + length);
    return content;
  }
}
