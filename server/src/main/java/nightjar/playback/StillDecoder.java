package nightjar.playback;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import nightjar.codec.h264.AnnexB;
import nightjar.container.fmp4.BadBoxException;
import nightjar.container.fmp4.DecoderConfiguration;
import nightjar.ffmpeg.H264Decoder;
import nightjar.ffmpeg.StillJpeg;

/// Decodes samples of a file, and makes a JPEG of the last.
final class StillDecoder implements AutoCloseable {

  private final OpenFile file;
  private final H264Decoder decoder = new H264Decoder();
  private byte[] head;

  StillDecoder(Film film, OpenFile file) throws IOException {
    this.file = file;
    try {
      this.head = AnnexB.of(DecoderConfiguration.in(film.init()));
    } catch (BadBoxException e) {
      decoder.close();
      throw new IOException("footage cannot be decoded: " + e.getMessage(), e);
    }
  }

  /// @param samples the first an IDR
  /// @param width of the JPEG at most
  byte[] jpeg(List<Sample> samples, int width) throws IOException {
    boolean shown = false;
    for (var sample : samples) {
      shown = decoder.decode(fill(sample));
    }
    if (!shown) {
      throw new IOException("a picture of the footage cannot be decoded");
    }
    return StillJpeg.of(decoder, width);
  }

  /// Puts the sample into the decoder's memory, with start codes in place of lengths.
  private long fill(Sample sample) throws IOException {
    int before = head.length;
    var to = decoder.unit((long) before + sample.size());
    MemorySegment.copy(head, 0, to, JAVA_BYTE, 0, before);
    head = new byte[0];
    file.readFully(to.asSlice(before).asByteBuffer(), sample.at());
    AnnexB.ofSample(to.asSlice(before));
    return to.byteSize();
  }

  @Override
  public void close() {
    decoder.close();
  }
}
