package nightjar.camera.v4l2;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import nightjar.ffmpeg.Ffmpeg;
import nightjar.ffmpeg.ToFullRange;
import nightjar.media.Picture;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.swscale;

/// Pictures of JPEG images, decoded by libavcodec.
///
/// Cameras send broken ones now and then, most often cut off: such an image is refused whole.
final class Mjpeg implements ImageReader {
  private static final int SHORTEST = 4; // its first and last marker

  private final AVCodecContext decoder;
  private final AVPacket packet;
  private final AVFrame frame;
  private final ToFullRange toFullRange;

  /// @param width what images have; none much larger is decoded, whatever it says of itself
  Mjpeg(int width, int height) throws IOException {
    Ffmpeg.load(avcodec::avcodec_version, swscale::swscale_version); // before any other call
    this.packet = av_packet_alloc();
    this.frame = av_frame_alloc();
    this.toFullRange = new ToFullRange();
    var codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
    this.decoder = avcodec_alloc_context3(codec);
    decoder.thread_count(1).err_recognition(AV_EF_EXPLODE).max_pixels(4L * width * height);
    try {
      Ffmpeg.check(avcodec_open2(decoder, codec, (AVDictionary) null), "no decoder for JPEG");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  public boolean take(MemorySegment from, long at, int bytes, Picture into) throws IOException {
    if (bytes < SHORTEST) {
      return false;
    }
    Ffmpeg.check(av_new_packet(packet, bytes), "no memory for a JPEG");
    var to = MemorySegment.ofAddress(packet.data().address()).reinterpret(bytes);
    MemorySegment.copy(from, at, to, 0, bytes);
    return true;
  }

  @Override
  public boolean finish(Picture into) throws IOException {
    boolean whole =
        avcodec_send_packet(decoder, packet) >= 0 && avcodec_receive_frame(decoder, frame) >= 0;
    av_packet_unref(packet);
    if (!whole || !ToFullRange.fits(frame, into.format())) {
      avcodec_flush_buffers(decoder);
      return false;
    }
    toFullRange.convert(frame, into);
    return true;
  }

  @Override
  public void close() {
    toFullRange.close();
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(decoder);
  }
}
