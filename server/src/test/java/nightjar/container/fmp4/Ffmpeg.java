package nightjar.container.fmp4;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
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
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nightjar.media.Colour;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Another's reading of what we write: FFmpeg's demuxer and decoder, for tests.
public final class Ffmpeg implements AutoCloseable {
  private final AVCodecContext decoder =
      avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264));
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final List<Picture> pictures = new ArrayList<>();
  private int sent;

  /// A decoded picture.
  ///
  /// @param sent how many access units the decoder had when it gave this picture
  /// @param crc of all samples
  public record Picture(int sent, long pts, int width, int height, Colour colour, int crc) {}

  private Ffmpeg() {
    av_log_set_level(AV_LOG_QUIET);
    decoder.thread_count(1);
  }

  public static List<Picture> decodeAnnexB(List<byte[]> units) {
    try (var ffmpeg = new Ffmpeg()) {
      ffmpeg.open();
      for (byte[] unit : units) {
        check(av_new_packet(ffmpeg.packet, unit.length));
        ffmpeg.packet.data().put(unit);
        ffmpeg.packet.pts(ffmpeg.sent);
        ffmpeg.decode();
      }
      return ffmpeg.finish();
    }
  }

  public static List<Picture> play(Path mp4) {
    return playFrom(mp4, 0);
  }

  /// From the IDR at or before a time on.
  public static List<Picture> playFrom(Path mp4, long pts) {
    try (var ffmpeg = new Ffmpeg();
        var file = new AVFormatContext(null)) {
      check(avformat_open_input(file, mp4.toString(), (AVInputFormat) null, (AVDictionary) null));
      check(avformat_find_stream_info(file, (AVDictionary) null));
      assertEquals(1, file.nb_streams());
      assertEquals(90_000, file.streams(0).time_base().den());
      check(avcodec_parameters_to_context(ffmpeg.decoder, file.streams(0).codecpar()));
      ffmpeg.open();
      if (pts > 0) {
        check(av_seek_frame(file, 0, pts, AVSEEK_FLAG_BACKWARD));
      }
      while (av_read_frame(file, ffmpeg.packet) >= 0) {
        ffmpeg.decode();
      }
      avformat_close_input(file);
      return ffmpeg.finish();
    }
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(decoder);
  }

  private void open() {
    check(avcodec_open2(decoder, decoder.codec(), (AVDictionary) null));
  }

  private void decode() {
    check(avcodec_send_packet(decoder, packet));
    av_packet_unref(packet);
    sent++;
    receive();
  }

  private List<Picture> finish() {
    check(avcodec_send_packet(decoder, null));
    receive();
    return pictures;
  }

  private void receive() {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      pictures.add(
          new Picture(sent, frame.pts(), frame.width(), frame.height(), colour(frame), crc(frame)));
      av_frame_unref(frame);
    }
  }

  private static Colour colour(AVFrame frame) {
    return new Colour(
        frame.color_range() == AVCOL_RANGE_JPEG,
        frame.color_primaries(),
        frame.color_trc(),
        frame.colorspace());
  }

  private static int crc(AVFrame frame) {
    var crc = new CRC32C();
    for (int plane = 0; plane < 3; plane++) {
      int shift = plane == 0 ? 0 : 1;
      var row = new byte[frame.width() >> shift];
      for (int y = 0; y < frame.height() >> shift; y++) {
        frame.data(plane).position((long) y * frame.linesize(plane)).get(row);
        crc.update(row);
      }
    }
    return (int) crc.getValue();
  }

  private static void check(int result) {
    assertEquals(0, Math.min(result, 0));
  }
}
