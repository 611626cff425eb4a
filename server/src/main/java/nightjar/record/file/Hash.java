package nightjar.record.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import nightjar.base.Sha256;

/// A SHA-256.
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Hash(byte[] bytes) {
  public static final int LENGTH = 32;

  /// What stands before the first seal of a chain.
  public static final Hash NONE = new Hash(new byte[LENGTH]);

  public Hash {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash of " + bytes.length + " bytes");
    }
    bytes = bytes.clone();
  }

  public static Hash of(byte[] content) {
    return new Hash(Sha256.of(content));
  }

  /// @throws IllegalArgumentException not 64 hex digits
  public static Hash ofHex(String hex) {
    return new Hash(HexFormat.of().parseHex(hex));
  }

  static Hash read(ByteBuffer from) {
    var bytes = new byte[LENGTH];
    from.get(bytes);
    return new Hash(bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
