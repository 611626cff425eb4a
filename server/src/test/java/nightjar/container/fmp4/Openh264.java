package nightjar.container.fmp4;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// Moving pictures from nowhere, coded as Annex B, for tests.
public final class Openh264 {
  private static final int GOP = 10;

  private Openh264() {}

  /// Returns access units; every tenth is an IDR, with parameter sets before it.
  public static List<byte[]> encode(String profile, int width, int height, int count) {
    AVCodecContext context = open(profile, width, height);
    AVFrame frame = av_frame_alloc();
    frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
    check(av_frame_get_buffer(frame, 0));
    AVPacket packet = av_packet_alloc();
    var units = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      check(av_frame_make_writable(frame));
      paint(frame, i);
      frame.pts(i);
      check(avcodec_send_frame(context, frame));
      while (avcodec_receive_packet(context, packet) >= 0) {
        var unit = new byte[packet.size()];
        packet.data().get(unit);
        units.add(unit);
        av_packet_unref(packet);
      }
    }
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
    assertEquals(count, units.size());
    return units;
  }

  private static AVCodecContext open(String profile, int width, int height) {
    av_log_set_level(AV_LOG_QUIET);
    var codec = avcodec_find_encoder_by_name("libopenh264");
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P).bit_rate(400_000);
    context.gop_size(GOP).max_b_frames(0).thread_count(1);
    context.time_base().num(1).den(15);
    context.framerate().num(15).den(1);
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    av_opt_set(context.priv_data(), "profile", profile, 0);
    av_opt_set(context.priv_data(), "allow_skip_frames", "0", 0);
    check(avcodec_open2(context, codec, (AVDictionary) null));
    return context;
  }

  private static void paint(AVFrame frame, int time) {
    for (int plane = 0; plane < 3; plane++) {
      int shift = plane == 0 ? 0 : 1;
      var row = new byte[frame.width() >> shift];
      for (int y = 0; y < frame.height() >> shift; y++) {
        for (int x = 0; x < row.length; x++) {
          int moved = x + (3 * time >> shift);
          row[x] = (byte) (60 + plane * 20 + (moved ^ y) % 97 + (moved * y >> 5) % 31);
        }
        BytePointer to = frame.data(plane);
        to.position((long) y * frame.linesize(plane)).put(row);
      }
    }
  }

  private static void check(int result) {
    assertEquals(0, Math.min(result, 0));
  }
}
