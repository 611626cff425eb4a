package nightjar.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
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
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;

/// Decodes H.264 without B-frames, each picture as soon as its access unit is there. One thread.
public final class H264Decoder implements AutoCloseable {
  // More samples than any picture that is shown has: what a stream says of itself may be anything.
  private static final long MOST_SAMPLES = 4096 * 2304;

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;
  private final ToFullRange toFullRange;
  private Arena arena = Arena.ofConfined();
  private MemorySegment unit = MemorySegment.NULL;

  public H264Decoder() throws IOException {
    Ffmpeg.load(avcodec::avcodec_version, swscale::swscale_version); // before any other call
    this.packet = av_packet_alloc();
    this.frame = av_frame_alloc();
    this.toFullRange = new ToFullRange();
    this.context = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264));
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    context.thread_count(1).max_pixels(MOST_SAMPLES);
    try {
      Ffmpeg.check(avcodec_open2(context, null, (AVDictionary) null), "no H.264 decoder here");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Memory for an access unit in Annex B, to be filled before `decode`. Valid until the next call.
  public MemorySegment unit(long bytes) {
    if (bytes + AV_INPUT_BUFFER_PADDING_SIZE > unit.byteSize()) {
      arena.close();
      arena = Arena.ofConfined();
      unit = arena.allocate(bytes * 3 / 2 + AV_INPUT_BUFFER_PADDING_SIZE, 64);
    }
    unit.asSlice(bytes, AV_INPUT_BUFFER_PADDING_SIZE).fill((byte) 0);
    return unit.asSlice(0, bytes);
  }

  /// Decodes the unit filled last, of so many bytes.
  ///
  /// @return whether it made a picture; broken ones and those whose references are missing do not
  public boolean decode(long bytes) {
    packet.data(new BytePointer(unit.asByteBuffer())).size(Math.toIntExact(bytes));
    boolean taken = avcodec_send_packet(context, packet) >= 0;
    av_packet_unref(packet);
    return taken && avcodec_receive_frame(context, frame) >= 0;
  }

  /// Of the picture decoded last, rounded down to even.
  public int width() {
    return frame.width() & ~1;
  }

  public int height() {
    return frame.height() & ~1;
  }

  /// @param picture of this width and height
  public void copyTo(Picture picture) throws IOException {
    toFullRange.convert(frame, picture);
  }

  /// To whatever size the picture has.
  public void scaleTo(Picture picture) throws IOException {
    toFullRange.scale(frame, picture);
  }

  /// What comes next does not continue what came before.
  public void flush() {
    avcodec_flush_buffers(context);
  }

  @Override
  public void close() {
    toFullRange.close();
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
    arena.close();
  }
}
