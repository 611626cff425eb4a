package nightjar.encode.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.io.IOException;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.ffmpeg.Ffmpeg;
import nightjar.media.PictureFormat;

/// H.264 by Cisco's openh264, in software: for PCs, and boards without an encoder of their own.
public final class OpenH264 {
  private static final int FINEST_QUANTISER = 10;
  private static final int COARSEST_QUANTISER = 42;

  private OpenH264() {}

  /// Constrained baseline: every browser decodes it, and nothing in it waits for a later picture.
  public static Encoder open(PictureFormat format, EncodeSettings settings) throws IOException {
    var context = Ffmpeg.encoder("libopenh264");
    context.bit_rate(settings.bitrate()).rc_max_rate(2L * settings.bitrate());
    context.gop_size(settings.gopPictures()).slices(1);
    context.framerate().num((int) Math.round(settings.fps() * 1000)).den(1000);
    context.qmin(FINEST_QUANTISER).qmax(COARSEST_QUANTISER);
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    // By the pictures' own times: by their number alone, few pictures a second get too many bits.
    av_opt_set(context.priv_data(), "rc_mode", "timestamp", 0);
    av_opt_set(context.priv_data(), "profile", "constrained_baseline", 0);
    av_opt_set(context.priv_data(), "allow_skip_frames", "0", 0);
    return new FfmpegEncoder(context, format, AV_PIX_FMT_YUV420P);
  }
}
