package nightjar.container.fmp4;

import static nightjar.container.fmp4.Box.box;
import static nightjar.container.fmp4.Box.bytes;
import static nightjar.container.fmp4.Box.fullBox;
import static nightjar.container.fmp4.Box.u32;
import static nightjar.container.fmp4.Box.zeros;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.NalType;

/// Turns one stream's access units into fragments: a `moof`, and an `mdat` with the one sample.
///
/// Reused from picture to picture; neither measuring nor writing allocates. All before the payload
/// has a fixed layout, so it is copied from a model and six numbers are filled in. Clauses are of
/// ISO/IEC 14496-12:2015.
public final class FragmentWriter {
  /// Where the payload of `mdat`, the length-prefixed access unit, begins in a fragment.
  public static final int PAYLOAD_OFFSET = 108;

  // Where the numbers are in the model.
  private static final int SEQUENCE = 20;
  private static final int DECODE_TIME = 60;
  private static final int DURATION = 88;
  private static final int SAMPLE_SIZE = 92;
  private static final int SAMPLE_FLAGS = 96;
  private static final int MDAT_SIZE = 100;

  private static final int LENGTH_PREFIX = 4;

  // 8.8.3.1
  private static final int DEPENDS_ON_NONE = 0x0200_0000;
  private static final int DEPENDS_ON_OTHERS_AND_NO_SYNC = 0x0101_0000;

  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final MemorySegment MODEL = MemorySegment.ofArray(model()).asReadOnly();

  private final NalIndex index = new NalIndex();
  private MemorySegment unit = MemorySegment.NULL;
  private int size; // of the fragment; 0 before anything was measured
  private boolean sawIdr;

  /// Takes an access unit, which must stay as it is until written, and returns the bytes of its
  /// fragment; [#PAYLOAD_OFFSET] if nothing in it belongs in a sample.
  public int measure(MemorySegment annexB) {
    index.read(annexB);
    unit = annexB;
    size = PAYLOAD_OFFSET;
    sawIdr = false;
    for (int i = 0; i < index.count(); i++) {
      if (belongsInSample(index.type(i))) {
        size += LENGTH_PREFIX + index.length(i);
      }
      sawIdr |= index.type(i) == NalType.IDR;
    }
    return size;
  }

  /// Writes the fragment of the unit last measured.
  ///
  /// @param to exactly as long as measured
  /// @param sequence mfhd's sequence_number, unsigned
  /// @param decodeTime tfdt's baseMediaDecodeTime, in ticks of the track
  /// @param duration in ticks of the track
  public void write(MemorySegment to, int sequence, long decodeTime, int duration, boolean idr) {
    if (size == 0 || to.byteSize() != size) {
      throw new IllegalArgumentException(
          "measured %d bytes, given %d".formatted(size, to.byteSize()));
    }
    MemorySegment.copy(MODEL, 0, to, 0, PAYLOAD_OFFSET);
    to.set(U32, SEQUENCE, sequence);
    to.set(U64, DECODE_TIME, decodeTime);
    to.set(U32, DURATION, duration);
    to.set(U32, SAMPLE_SIZE, size - PAYLOAD_OFFSET);
    to.set(U32, SAMPLE_FLAGS, idr ? DEPENDS_ON_NONE : DEPENDS_ON_OTHERS_AND_NO_SYNC);
    to.set(U32, MDAT_SIZE, size - PAYLOAD_OFFSET + Box.HEADER);
    writeSample(to);
  }

  /// Whether the unit last measured has an IDR slice.
  public boolean sawIdr() {
    return sawIdr;
  }

  /// Where the NAL units of the unit last measured are.
  public NalIndex index() {
    return index;
  }

  private void writeSample(MemorySegment to) {
    int at = PAYLOAD_OFFSET;
    for (int i = 0; i < index.count(); i++) {
      if (belongsInSample(index.type(i))) {
        int length = index.length(i);
        to.set(U32, at, length);
        MemorySegment.copy(unit, index.offset(i), to, at + LENGTH_PREFIX, length);
        at += LENGTH_PREFIX + length;
      }
    }
  }

  // Parameter sets are in the sample entry; ISO/IEC 14496-15 5.3.2 advises against the other two.
  private static boolean belongsInSample(int nalType) {
    return switch (nalType) {
      case NalType.SPS, NalType.PPS, NalType.AUD, NalType.FILLER -> false;
      default -> true;
    };
  }

  private static byte[] model() {
    int defaultBaseIsMoof = 0x02_0000;
    int offsetDurationSizeFlags = 0x701;
    var header = fullBox("mfhd", 0, 0, zeros(4));
    var track =
        box(
            "traf",
            fullBox("tfhd", 0, defaultBaseIsMoof, u32(InitSegment.TRACK)),
            fullBox("tfdt", 1, 0, zeros(8)),
            fullBox("trun", 0, offsetDurationSizeFlags, u32(1, PAYLOAD_OFFSET), zeros(12)));
    return bytes(box("moof", header, track), box("mdat"));
  }
}
