package nightjar.tls;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin alike.
///
/// @param bits how many are alike
record Subnet(InetAddress base, int bits) {
  Subnet {
    int all = base.getAddress().length * Byte.SIZE;
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException("bits must be 0 to " + all + ": " + bits);
    }
  }

  /// @param text such as `10.0.0.0/8`
  static Subnet of(String text) {
    var parts = text.split("/", 2);
    return new Subnet(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  boolean has(InetAddress address) {
    var a = address.getAddress();
    var mask = mask();
    if (a.length != mask.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      a[i] &= mask[i];
    }
    return Arrays.equals(a, base.getAddress());
  }

  byte[] mask() {
    var mask = new byte[base.getAddress().length];
    for (int i = 0; i < bits; i++) {
      mask[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
    }
    return mask;
  }
}
