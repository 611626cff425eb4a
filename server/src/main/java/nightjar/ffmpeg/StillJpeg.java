package nightjar.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// One picture as a JPEG, now and then: everything is opened for it and closed after it.
public final class StillJpeg {
  private static final int QUANTISER = 5;
  private static final int SMALLEST = 16; // samples down

  private StillJpeg() {}

  /// What a decoder decoded last, scaled.
  ///
  /// @param most samples across
  public static byte[] of(H264Decoder decoder, int most) throws IOException {
    try (var pool = new PicturePool(format(decoder.width(), decoder.height(), most), 1)) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("a new pool has its picture");
      }
      try {
        decoder.scaleTo(picture);
        return of(picture);
      } finally {
        picture.release();
      }
    }
  }

  public static byte[] of(Picture picture) throws IOException {
    var context = Ffmpeg.encoder("mjpeg");
    var frame = av_frame_alloc();
    var packet = av_packet_alloc();
    try {
      open(context, picture);
      describe(frame, picture);
      Ffmpeg.check(avcodec_send_frame(context, frame), "the picture is not taken");
      Ffmpeg.check(avcodec_receive_packet(context, packet), "no JPEG was made");
      return bytes(packet);
    } finally {
      av_packet_free(packet);
      av_frame_free(frame);
      avcodec_free_context(context);
    }
  }

  private static PictureFormat format(int width, int height, int most) throws IOException {
    int across = Math.min(width, most) & ~1;
    int down = Math.max(SMALLEST, (int) Math.round((double) height * across / width) & ~1);
    try {
      return new PictureFormat(across, down, 1, Colour.SYCC);
    } catch (IllegalArgumentException e) {
      throw new IOException("pictures of this size are not shown: " + e.getMessage(), e);
    }
  }

  private static void open(AVCodecContext context, Picture picture) throws IOException {
    var format = picture.format();
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE).global_quality(QUANTISER * FF_QP2LAMBDA);
    context.width(format.width()).height(format.height()).pix_fmt(AV_PIX_FMT_YUVJ420P);
    context.time_base().num(1).den(1_000);
    context.thread_count(1);
    Ffmpeg.check(avcodec_open2(context, null, (AVDictionary) null), "no JPEG encoder opens");
  }

  /// The encoder copies what it does not own.
  private static void describe(AVFrame frame, Picture picture) {
    var format = picture.format();
    var base = new BytePointer(picture.buffer());
    frame.format(AV_PIX_FMT_YUVJ420P).width(format.width()).height(format.height());
    frame.data(0, base);
    frame.data(1, base.getPointer(picture.chromaBlueOffset()));
    frame.data(2, base.getPointer(picture.chromaRedOffset()));
    frame.linesize(0, format.width());
    frame.linesize(1, format.width() / 2).linesize(2, format.width() / 2);
    frame.quality(QUANTISER * FF_QP2LAMBDA);
  }

  private static byte[] bytes(AVPacket packet) {
    var bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return bytes;
  }
}
