package nightjar.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The brightness of a decoded frame, where it lies: no byte is copied.
///
/// @param samples one byte each; valid until the next frame is decoded
/// @param stride bytes from one row to the next
/// @param fullRange whether black is 0 and white 255, not 16 and 235
public record Luma(MemorySegment samples, int stride, boolean fullRange) {
  private static final Set<Integer> PLAIN =
      Set.of(
          AV_PIX_FMT_GRAY8,
          AV_PIX_FMT_NV12,
          AV_PIX_FMT_YUV420P,
          AV_PIX_FMT_YUV422P,
          AV_PIX_FMT_YUV444P,
          AV_PIX_FMT_YUVJ420P,
          AV_PIX_FMT_YUVJ422P,
          AV_PIX_FMT_YUVJ444P);

  /// Empty where brightness is no plane of bytes.
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  public static Optional<Luma> of(AVFrame frame) {
    int stride = frame.linesize(0);
    if (!PLAIN.contains(frame.format()) || stride < frame.width()) {
      return Optional.empty();
    }
    var samples =
        MemorySegment.ofAddress(frame.data(0).address())
            .reinterpret((long) stride * (frame.height() - 1) + frame.width());
    return Optional.of(new Luma(samples, stride, ToFullRange.isFullRange(frame)));
  }
}
