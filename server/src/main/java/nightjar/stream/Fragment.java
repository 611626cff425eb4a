package nightjar.stream;

import java.nio.ByteBuffer;
import nightjar.base.Slab;
import nightjar.media.MediaTime;
import org.jspecify.annotations.Nullable;

/// One access unit as readers get it: made once, the same bytes for all.
///
/// The stream holds it while it is recent, a reader from `next` until it lets go.
///
/// @param sequence one more for each picture of the rendition, whether read or not
/// @param captured wall time in microseconds since 1970
/// @param duration in ticks of `pts`
/// @param prefix bytes before the fragment proper, filled by the stream's [Prefix]
/// @param length of the fragment proper
/// @param payloadOffset of the coded picture in the fragment proper
/// @param init what must have been decoded before; null when nothing
public record Fragment(
    Slab slab,
    long sequence,
    boolean idr,
    MediaTime pts,
    long captured,
    int duration,
    int prefix,
    int length,
    int payloadOffset,
    @Nullable Init init) {

  /// Prefix and fragment; position and limit are the caller's own.
  public ByteBuffer withPrefix() {
    return slab.view(0, prefix + length);
  }

  /// The fragment proper.
  public ByteBuffer bytes() {
    return slab.view(prefix, length);
  }

  public int size() {
    return prefix + length;
  }

  public void hold() {
    slab.hold();
  }

  public void release() {
    slab.release();
  }
}
