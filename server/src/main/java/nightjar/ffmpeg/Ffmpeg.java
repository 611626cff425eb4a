package nightjar.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/// The FFmpeg libraries as a whole.
public final class Ffmpeg {
  private static final int LONGEST_REASON = 128;

  private Ffmpeg() {}

  /// Call before anything else of theirs. What matters comes back as an error, so they are told to
  /// print nothing.
  public static void load() throws IOException {
    try {
      av_log_set_level(AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new IOException("the FFmpeg libraries do not load: " + e.getMessage(), e);
    }
  }

  /// A context for an encoder that the libraries may or may not have.
  public static AVCodecContext encoder(String name) throws IOException {
    load();
    var codec = avcodec_find_encoder_by_name(name);
    if (codec == null || codec.isNull()) {
      throw new IOException("FFmpeg has no encoder named " + name + " here");
    }
    return avcodec_alloc_context3(codec);
  }

  /// @throws IOException when `result` is negative, as their errors are; the message says what and
  ///   why
  public static int check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + ": " + reason(result));
    }
    return result;
  }

  private static String reason(int error) {
    try (var text = new BytePointer(LONGEST_REASON)) {
      av_strerror(error, text, LONGEST_REASON);
      var all = text.getString(); // of the whole buffer, whatever was in it before
      int end = all.indexOf('\0');
      return end < 0 ? all : all.substring(0, end);
    }
  }
}
