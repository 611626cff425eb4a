package nightjar.stream;

import java.nio.ByteBuffer;

/// What a decoder needs before the first fragment.
///
/// @param codec as in RFC 6381, for example `avc1.42c01f`
/// @param bytes the init segment
public record Init(String codec, int width, int height, ByteBuffer bytes) {
  public Init {
    bytes = bytes.asReadOnlyBuffer();
  }

  /// Position and limit are the caller's own.
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
