package nightjar.camera.ffmpeg;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NOBUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.base.Clock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Transport;
import nightjar.camera.Source;
import nightjar.ffmpeg.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.jspecify.annotations.Nullable;

/// A connection to a network camera, and the access units that come over it. One thread.
final class RtspStream implements AutoCloseable {
  /// Networks stall for longer than cables do.
  static final Duration NEXT_WITHIN = Duration.ofSeconds(5);

  private static final double FPS_IF_NOT_SAID = 25;

  private final String address;
  private final AVFormatContext demuxer;
  private final AVStream video;
  private final AVPacket packet = av_packet_alloc();
  private final Patience patience;

  private RtspStream(String address, AVFormatContext demuxer, AVStream video, Patience patience) {
    this.address = address;
    this.demuxer = demuxer;
    this.video = video;
    this.patience = patience;
  }

  static RtspStream open(RtspOptions options, Clock clock)
      throws IOException, InterruptedException {
    Ffmpeg.load(avcodec::avcodec_version, avformat::avformat_version);
    var address = options.shownAddress();
    var patience = new Patience(clock);
    patience.allow(Source.FIRST_WITHIN);
    var demuxer = connect(options, patience);
    try {
      return new RtspStream(address, demuxer, video(demuxer, address), patience);
    } catch (IOException e) {
      avformat_close_input(demuxer);
      throw e;
    }
  }

  private static AVFormatContext connect(RtspOptions options, Patience patience)
      throws IOException, InterruptedException {
    var demuxer = avformat_alloc_context();
    Patience.govern(demuxer);
    demuxer.flags(demuxer.flags() | AVFMT_FLAG_NOBUFFER);
    var how = new AVDictionary(null);
    av_dict_set(how, "rtsp_transport", options.transport() == Transport.UDP ? "udp" : "tcp", 0);
    av_dict_set(how, "allowed_media_types", "video", 0);
    // Redirects go nowhere: a camera's login would go along, and `rtsp` is not in the list.
    av_dict_set(how, "protocol_whitelist", "tcp,udp,rtp,tls,crypto", 0);
    options
        .ca()
        .ifPresent(
            ca -> {
              av_dict_set(how, "tls_verify", "1", 0);
              av_dict_set(how, "ca_file", ca.toString(), 0);
            });
    int result = avformat_open_input(demuxer, options.secretAddress(), null, how);
    av_dict_free(how);
    if (result < 0) {
      patience.explain(options.shownAddress() + " does not answer");
      if (result == AVERROR_EINVAL()) {
        throw new IOException(
            options.shownAddress()
                + " cannot be opened. If it sends us on to another address, set that one as url: redirects are not followed");
      }
    }
    Ffmpeg.check(result, options.shownAddress());
    return demuxer;
  }

  private static AVStream video(AVFormatContext demuxer, String address) throws IOException {
    var stream = firstVideo(demuxer);
    if (stream == null) {
      throw new IOException(address + " offers no video");
    }
    int codec = stream.codecpar().codec_id();
    if (codec != AV_CODEC_ID_H264) {
      throw new OtherCodecException(address, avcodec_get_name(codec).getString());
    }
    return stream;
  }

  private static @Nullable AVStream firstVideo(AVFormatContext demuxer) {
    for (int i = 0; i < demuxer.nb_streams(); i++) {
      if (demuxer.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
        return demuxer.streams(i);
      }
    }
    return null;
  }

  /// SPS and PPS in Annex B, where the camera says them before it sends pictures.
  Optional<byte[]> parameterSets() {
    var parameters = video.codecpar();
    if (parameters.extradata() == null || parameters.extradata_size() <= 0) {
      return Optional.empty();
    }
    var bytes = new byte[parameters.extradata_size()];
    parameters.extradata().get(bytes);
    return Optional.of(bytes);
  }

  double fps() {
    var said = video.avg_frame_rate();
    double fps = said.den() == 0 ? 0 : (double) said.num() / said.den();
    return fps > 0 && fps <= 60 ? fps : FPS_IF_NOT_SAID;
  }

  /// Waits for the next access unit, in Annex B, valid until the next call.
  ///
  /// @throws IOException the connection broke, or nothing has come for too long
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  MemorySegment next() throws IOException, InterruptedException {
    patience.allow(NEXT_WITHIN);
    while (true) {
      av_packet_unref(packet);
      int result = av_read_frame(demuxer, packet);
      boolean ours = result < 0 || (packet.stream_index() == video.index() && packet.size() > 0);
      // Also when it went well. While packets keep coming, libavformat does not ask; and told to
      // stop, it first hands out what it still holds, which is no sign of life.
      if (patience.isOver()) {
        patience.explain(ours ? silent() : address + " sends everything but pictures");
      }
      Ffmpeg.check(result, address);
      if (ours) {
        return MemorySegment.ofAddress(packet.data().address()).reinterpret(packet.size());
      }
    }
  }

  private String silent() {
    return "%s gave no picture for %d s".formatted(address, NEXT_WITHIN.toSeconds());
  }

  /// Of the unit returned last, in nanoseconds of the camera's own time; empty when it says none.
  OptionalLong stamp() {
    long pts = packet.pts();
    var unit = video.time_base();
    return pts == AV_NOPTS_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of((long) ((double) pts * unit.num() / unit.den() * 1e9));
  }

  @Override
  public void close() {
    patience.allow(Duration.ofMillis(500)); // saying goodbye may wait as well
    av_packet_free(packet);
    avformat_close_input(demuxer);
  }
}
