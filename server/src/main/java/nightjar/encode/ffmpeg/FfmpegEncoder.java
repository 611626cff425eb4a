package nightjar.encode.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import nightjar.encode.Encoder;
import nightjar.ffmpeg.Ffmpeg;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// An encoder of libavcodec that answers each picture at once.
///
/// Reads the pictures where they lie. libavcodec copies a frame whose memory it does not own, so
/// each frame carries a reference to one byte it does own: the encoder has read the picture when
/// `encode` returns, and nothing needs the real memory kept.
final class FfmpegEncoder implements Encoder {
  private static final int MOST_PICTURES = 32;

  private final AVCodecContext context;
  private final int pixelFormat;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final AVBufferRef owned = av_buffer_alloc(1);
  // A camera fills a handful of pictures in turn, and others once it was opened again: all are
  // forgotten when there are more than one opening has.
  private final IdentityHashMap<Picture, Planes> planes = new IdentityHashMap<>();
  private long pts;

  private record Planes(BytePointer luma, BytePointer blue, BytePointer red) {
    static Planes of(Picture picture) {
      var base = new BytePointer(picture.buffer());
      return new Planes(
          base,
          base.getPointer(picture.chromaBlueOffset()),
          base.getPointer(picture.chromaRedOffset()));
    }
  }

  /// Takes over the context, open or not.
  FfmpegEncoder(AVCodecContext context, PictureFormat format, int pixelFormat) throws IOException {
    this.context = context;
    this.pixelFormat = pixelFormat;
    context.width(format.width()).height(format.height()).pix_fmt(pixelFormat);
    context.time_base().num(1).den(1_000);
    context.max_b_frames(0).thread_count(1);
    try {
      Ffmpeg.check(avcodec_open2(context, null, (AVDictionary) null), "the encoder does not open");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void encode(Picture picture, boolean idr, Output out) throws IOException {
    describe(picture, idr);
    int result = avcodec_send_frame(context, frame);
    av_frame_unref(frame);
    Ffmpeg.check(result, "the encoder takes no picture");
    receive(out);
  }

  private void describe(Picture picture, boolean idr) {
    var format = picture.format();
    if (planes.size() > MOST_PICTURES) {
      planes.clear();
    }
    var at = planes.computeIfAbsent(picture, Planes::of);
    frame.format(pixelFormat).width(format.width()).height(format.height());
    frame.data(0, at.luma).data(1, at.blue).data(2, at.red);
    int chromaStride = format.width() / 2;
    frame.linesize(0, format.width()).linesize(1, chromaStride).linesize(2, chromaStride);
    frame.buf(0, av_buffer_ref(owned));
    frame.quality(context.global_quality());
    pts = Math.max(pts + 1, picture.ticks() / 1_000_000);
    frame.pts(pts);
    frame.pict_type(idr ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private void receive(Output out) throws IOException {
    int result = avcodec_receive_packet(context, packet);
    if (result == AVERROR_EAGAIN()) {
      return; // the picture was skipped to keep the rate
    }
    Ffmpeg.check(result, "the encoder gives nothing");
    try {
      var bytes = MemorySegment.ofAddress(packet.data().address()).reinterpret(packet.size());
      out.unit(bytes, (packet.flags() & AV_PKT_FLAG_KEY) != 0);
    } finally {
      av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    avcodec_free_context(context);
    av_frame_free(frame);
    av_packet_free(packet);
    av_buffer_unref(owned);
  }
}
