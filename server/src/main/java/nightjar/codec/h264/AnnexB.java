package nightjar.codec.h264;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The byte stream that decoders take: a start code before each NAL unit (ITU-T H.264, Annex B).
public final class AnnexB {
  private static final byte[] START_CODE = {0, 0, 0, 1};
  private static final ValueLayout.OfInt LENGTH =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private AnnexB() {}

  /// What comes before the first access unit.
  public static byte[] of(ParameterSets sets) {
    var bytes = new ByteArrayOutputStream();
    add(bytes, sets.sps());
    sets.pps().forEach(pps -> add(bytes, pps));
    return bytes.toByteArray();
  }

  private static void add(ByteArrayOutputStream bytes, byte[] nal) {
    bytes.writeBytes(START_CODE);
    bytes.writeBytes(nal);
  }

  /// Puts start codes in place of the lengths that NAL units have in a sample of MP4, which are 4
  /// bytes too. Lengths that lead out of it end it.
  public static void ofSample(MemorySegment sample) {
    for (long at = 0; at + START_CODE.length <= sample.byteSize(); ) {
      long length = sample.get(LENGTH, at) & 0xffff_ffffL;
      MemorySegment.copy(START_CODE, 0, sample, JAVA_BYTE, at, START_CODE.length);
      at += START_CODE.length + length;
    }
  }
}
