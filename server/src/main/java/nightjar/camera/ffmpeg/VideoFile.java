package nightjar.camera.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.ffmpeg.Ffmpeg;
import nightjar.ffmpeg.Luma;
import nightjar.ffmpeg.ToFullRange;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.PointerPointer;

/// One pass through a file's pictures, from first to last.
public final class VideoFile implements AutoCloseable {
  private static final double RATE_IF_UNKNOWN = 25;
  private static final double HIGHEST_RATE = 60;
  private static final double MANY_MORE = 2.4; // times

  private final AVFormatContext demuxer;
  private final AVCodecContext decoder;
  private final AVStream stream;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final ToFullRange toFullRange;
  private final PictureFormat format;
  private long firstPts = AV_NOPTS_VALUE;
  private boolean drained;

  private VideoFile(
      AVFormatContext demuxer, AVCodecContext decoder, AVStream stream, PictureFormat format) {
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.stream = stream;
    this.format = format;
    this.toFullRange = new ToFullRange();
  }

  public static VideoFile open(Path file) throws IOException {
    Ffmpeg.load(avcodec::avcodec_version, avformat::avformat_version, swscale::swscale_version);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Opening or reading a pipe may wait for ever, in native code that nothing interrupts.
      throw new IOException(file + " is no ordinary file");
    }
    var demuxer = openDemuxer(file);
    var decoder = new AVCodecContext(null);
    try {
      Ffmpeg.check(avformat_find_stream_info(demuxer, (PointerPointer<?>) null), file.toString());
      var codec = new AVCodec(null);
      int index = av_find_best_stream(demuxer, AVMEDIA_TYPE_VIDEO, -1, -1, codec, 0);
      Ffmpeg.check(index, file + " holds no video");
      var stream = demuxer.streams(index);
      decoder = avcodec_alloc_context3(codec);
      avcodec_parameters_to_context(decoder, stream.codecpar());
      Ffmpeg.check(avcodec_open2(decoder, codec, (AVDictionary) null), "no decoder for " + file);
      return new VideoFile(demuxer, decoder, stream, formatOf(file, decoder, stream));
    } catch (IOException e) {
      avcodec_free_context(decoder);
      avformat_close_input(demuxer);
      throw e;
    }
  }

  /// For looking at what moves, not at pictures: those that no other one is made from are not
  /// smoothed, and are left out where there are many more than wanted.
  ///
  /// @param fps pictures a second that are wanted
  public static VideoFile openRoughly(Path file, double fps) throws IOException {
    var video = open(file);
    video.decoder.skip_loop_filter(AVDISCARD_NONREF);
    if (video.format.fps() >= MANY_MORE * fps) {
      video.decoder.skip_frame(AVDISCARD_NONREF);
    }
    return video;
  }

  /// As a file and nothing else: neither the name nor what is in it can make it a network address.
  private static AVFormatContext openDemuxer(Path file) throws IOException {
    var demuxer = new AVFormatContext(null);
    var options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    int result = avformat_open_input(demuxer, "file:" + file, null, options);
    av_dict_free(options);
    Ffmpeg.check(result, file.toString());
    return demuxer;
  }

  private static PictureFormat formatOf(Path file, AVCodecContext decoder, AVStream stream)
      throws IOException {
    int width = decoder.width() & ~1;
    int height = decoder.height() & ~1;
    try {
      return new PictureFormat(width, height, rate(stream), Colour.SYCC);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " has pictures that cannot be shown: " + e.getMessage(), e);
    }
  }

  private static double rate(AVStream stream) {
    double average = value(stream.avg_frame_rate());
    double rate = average > 0 ? average : value(stream.r_frame_rate());
    return rate > 0 ? Math.min(rate, HIGHEST_RATE) : RATE_IF_UNKNOWN;
  }

  private static double value(AVRational rational) {
    return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
  }

  public PictureFormat format() {
    return format;
  }

  /// Decodes the next picture; what cannot be decoded is passed over.
  ///
  /// @return false at the end
  public boolean next() {
    while (avcodec_receive_frame(decoder, frame) < 0) {
      if (drained) {
        return false;
      }
      feed();
    }
    if (firstPts == AV_NOPTS_VALUE) {
      firstPts = frame.best_effort_timestamp();
    }
    return true;
  }

  private void feed() {
    if (av_read_frame(demuxer, packet) < 0) {
      drained = true;
      avcodec_send_packet(decoder, null);
      return;
    }
    if (packet.stream_index() == stream.index()) {
      avcodec_send_packet(decoder, packet);
    }
    av_packet_unref(packet);
  }

  /// Nanoseconds from the first picture to this one, or -1 when the file does not say.
  public long position() {
    long pts = frame.best_effort_timestamp();
    if (pts == AV_NOPTS_VALUE || firstPts == AV_NOPTS_VALUE) {
      return -1;
    }
    return (long) ((pts - firstPts) * value(stream.time_base()) * 1e9);
  }

  /// Where the picture's brightness lies; empty where it has to be copied, or the picture is of
  /// another size than the first.
  public Optional<Luma> luma() {
    return ToFullRange.fits(frame, format) ? Luma.of(frame) : Optional.empty();
  }

  public void copyTo(Picture picture) throws IOException {
    toFullRange.convert(frame, picture);
  }

  @Override
  public void close() {
    toFullRange.close();
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(decoder);
    avformat_close_input(demuxer);
  }
}
