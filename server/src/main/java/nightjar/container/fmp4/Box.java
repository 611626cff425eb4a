package nightjar.container.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Bytes of boxes, put together from the inside out (ISO/IEC 14496-12, 4.2); big-endian.
final class Box {
  static final int HEADER = 8;

  private Box() {}

  static byte[] box(String type, byte[]... content) {
    byte[] body = bytes(content);
    return bytes(u32(HEADER + body.length), ascii(type), body);
  }

  static byte[] fullBox(String type, int version, int flags, byte[]... content) {
    return box(type, u32(version << 24 | flags), bytes(content));
  }

  static byte[] bytes(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var out = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  static byte[] u8(int... values) {
    var out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  static byte[] u16(int... values) {
    var out = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  static byte[] u32(int... values) {
    var out = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] u64(long... values) {
    var out = ByteBuffer.allocate(8 * values.length);
    for (long value : values) {
      out.putLong(value);
    }
    return out.array();
  }

  static byte[] zeros(int count) {
    return new byte[count];
  }
}
