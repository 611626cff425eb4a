package nightjar.stream;

import java.nio.ByteBuffer;
import nightjar.codec.h264.ParameterSets;
import org.jspecify.annotations.Nullable;

/// What a decoder needs before the first fragment.
///
/// @param codec as in RFC 6381, for example `avc1.42c01f`
/// @param bytes the init segment
/// @param sets what is in it, for a decoder that takes no init segment; null where that is not
///   H.264
public record Init(
    String codec, int width, int height, ByteBuffer bytes, @Nullable ParameterSets sets) {
  public Init {
    bytes = bytes.asReadOnlyBuffer();
  }

  /// Position and limit are the caller's own.
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
