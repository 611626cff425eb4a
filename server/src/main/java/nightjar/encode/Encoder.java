package nightjar.encode;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Turns pictures of one format into coded ones. One thread only; what it is given it has read when
/// the call returns.
public interface Encoder extends AutoCloseable {
  /// @param idr a decoder must be able to start at this picture
  /// @param out called before this returns, once, or not at all when the encoder skips the picture
  /// @throws java.io.InterruptedIOException the thread is interrupted, and stays so
  void encode(Picture picture, boolean idr, Output out) throws IOException;

  /// Goes on with other settings from the next picture on.
  ///
  /// @return false when it cannot: it must be opened anew
  default boolean adjust(EncodeSettings next) {
    return false;
  }

  @Override
  void close();

  /// Takes a coded picture, valid during the call.
  @FunctionalInterface
  interface Output {
    void unit(MemorySegment data, boolean idr) throws IOException;
  }

  @FunctionalInterface
  interface Opener {
    /// @throws IOException this encoder does not work here, and why
    Encoder open(PictureFormat format, EncodeSettings settings) throws IOException;
  }
}
