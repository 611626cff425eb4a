package nightjar.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.IOException;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// Turns a decoded frame of any kind into what a camera on the board delivers: I420, BT.601, full
/// range. Everything behind it then has one kind of picture to know.
public final class ToFullRange implements AutoCloseable {
  private static final int ONE = 1 << 16; // contrast and saturation, 16.16 fixed point
  private static final int HIGH_DEFINITION = 720; // rows from which an unmarked file means BT.709

  private final AVFrame target = av_frame_alloc();
  private @Nullable SwsContext scaler;
  private int width;
  private int height;
  private int fromWidth;
  private int fromHeight;
  private int pixelFormat;
  private boolean bt709;
  private boolean fullRange;

  /// Whether a frame fits a picture; an odd row or column is left out.
  public static boolean fits(AVFrame frame, PictureFormat format) {
    return (frame.width() & ~1) == format.width() && (frame.height() & ~1) == format.height();
  }

  /// @throws IOException the frame is of another size than the picture, or of no known kind
  public void convert(AVFrame frame, Picture picture) throws IOException {
    var format = picture.format();
    if (!fits(frame, format)) {
      throw new IOException("the pictures became %dx%d".formatted(frame.width(), frame.height()));
    }
    scale(frame, picture);
  }

  /// To whatever size the picture has.
  ///
  /// @throws IOException the frame is of no known kind
  public void scale(AVFrame frame, Picture picture) throws IOException {
    var format = picture.format();
    var base = new BytePointer(picture.buffer());
    target.data(0, base);
    target.data(1, base.getPointer(picture.chromaBlueOffset()));
    target.data(2, base.getPointer(picture.chromaRedOffset()));
    target.linesize(0, format.width());
    target.linesize(1, format.width() / 2).linesize(2, format.width() / 2);
    var context = scalerFor(frame, format.width(), format.height());
    sws_scale(
        context,
        frame.data(),
        frame.linesize(),
        0,
        frame.height() & ~1,
        target.data(),
        target.linesize());
  }

  private SwsContext scalerFor(AVFrame frame, int toWidth, int toHeight) throws IOException {
    var current = scaler;
    if (current != null
        && width == toWidth
        && height == toHeight
        && fromWidth == frame.width()
        && fromHeight == frame.height()
        && pixelFormat == frame.format()
        && bt709 == isBt709(frame)
        && fullRange == isFullRange(frame)) {
      return current;
    }
    sws_freeContext(current);
    var fresh =
        sws_getContext(
            frame.width() & ~1,
            frame.height() & ~1,
            frame.format(),
            toWidth,
            toHeight,
            AV_PIX_FMT_YUV420P,
            SWS_BILINEAR,
            null,
            null,
            (double[]) null);
    scaler = fresh;
    if (fresh == null || fresh.isNull()) {
      scaler = null;
      throw new IOException("pictures of this kind cannot be converted");
    }
    width = toWidth;
    height = toHeight;
    fromWidth = frame.width();
    fromHeight = frame.height();
    pixelFormat = frame.format();
    bt709 = isBt709(frame);
    fullRange = isFullRange(frame);
    sws_setColorspaceDetails(
        fresh,
        sws_getCoefficients(bt709 ? SWS_CS_ITU709 : SWS_CS_ITU601),
        fullRange ? 1 : 0,
        sws_getCoefficients(SWS_CS_ITU601),
        1,
        0,
        ONE,
        ONE);
    return fresh;
  }

  private static boolean isBt709(AVFrame frame) {
    return frame.colorspace() == AVCOL_SPC_BT709
        || (frame.colorspace() == AVCOL_SPC_UNSPECIFIED && frame.height() >= HIGH_DEFINITION);
  }

  static boolean isFullRange(AVFrame frame) {
    int kind = frame.format();
    return frame.color_range() == AVCOL_RANGE_JPEG
        || kind == AV_PIX_FMT_YUVJ420P
        || kind == AV_PIX_FMT_YUVJ422P
        || kind == AV_PIX_FMT_YUVJ444P;
  }

  @Override
  public void close() {
    sws_freeContext(scaler);
    av_frame_free(target);
  }
}
