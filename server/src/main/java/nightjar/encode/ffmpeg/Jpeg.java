package nightjar.encode.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import java.io.IOException;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.ffmpeg.Ffmpeg;
import nightjar.media.PictureFormat;

/// JPEG pictures, for a page that can play nothing else. Expects full range, as JPEG is.
public final class Jpeg {
  /// About 60 kB for a picture of 1280x720.
  private static final int QUANTISER = 6;

  private Jpeg() {}

  public static Encoder open(PictureFormat format, EncodeSettings settings) throws IOException {
    var context = Ffmpeg.encoder("mjpeg");
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
    context.global_quality(QUANTISER * FF_QP2LAMBDA);
    return new FfmpegEncoder(context, format, AV_PIX_FMT_YUVJ420P);
  }
}
