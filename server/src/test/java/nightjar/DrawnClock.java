package nightjar;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// The time that the demo draws into its pictures, read back by FFmpeg from a file of them. For a
/// benchmark too, which has no JUnit.
public final class DrawnClock implements AutoCloseable {
  private static final long MARK = 0b1010_0110;

  private final AVCodecContext decoder;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final List<Long> millis = new ArrayList<>();

  private DrawnClock(AVCodecContext decoder) {
    this.decoder = decoder;
  }

  /// Of every picture of a file, in milliseconds since 1970; every one must decode.
  public static List<Long> read(Path mp4) {
    try (var file = new AVFormatContext(null)) {
      check(avformat_open_input(file, mp4.toString(), (AVInputFormat) null, (AVDictionary) null));
      var codec = avcodec_find_decoder(file.streams(0).codecpar().codec_id());
      var context = avcodec_alloc_context3(codec);
      check(avcodec_parameters_to_context(context, file.streams(0).codecpar()));
      check(avcodec_open2(context, codec, (AVDictionary) null));
      try (var clock = new DrawnClock(context)) {
        clock.decode(file);
        return clock.millis;
      } finally {
        avformat_close_input(file);
      }
    }
  }

  private void decode(AVFormatContext file) {
    while (av_read_frame(file, packet) >= 0) {
      check(avcodec_send_packet(decoder, packet));
      av_packet_unref(packet);
      receive();
    }
    check(avcodec_send_packet(decoder, null));
    receive();
  }

  private void receive() {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      millis.add(time());
    }
  }

  /// A sample in the middle of each cell.
  private long time() {
    int cell = frame.width() / 80;
    long cells = 0;
    for (int i = 0; i < 64; i++) {
      long x = (long) cell * (1 + i % 32) + cell / 2;
      long y = (long) cell * (1 + i / 32) + cell / 2;
      int luma = frame.data(0).get(y * frame.linesize(0) + x) & 255;
      cells = cells << 1 | (luma > 128 ? 1 : 0);
    }
    if (cells >>> 56 != MARK) {
      throw new AssertionError("no clock is drawn there");
    }
    return cells >>> 8 & 0xffff_ffff_ffffL;
  }

  private static void check(int result) {
    if (result < 0) {
      throw new AssertionError("FFmpeg says " + result);
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(decoder);
  }
}
