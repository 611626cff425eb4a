package nightjar.container.fmp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.codec.h264.ParameterSets;

/// What an init segment says a decoder needs: its `avcC` box (ISO/IEC 14496-15, 5.3.3.1).
public final class DecoderConfiguration {
  private static final int BEFORE_ENTRIES = 8; // in stsd: version, flags, count
  private static final int BEFORE_BOXES = 78; // in avc1
  private static final int BEFORE_SETS = 5; // in avcC: version, profile, level, length size

  private DecoderConfiguration() {}

  /// @throws BadBoxException the init segment is not one of ours
  public static ParameterSets in(byte[] init) throws BadBoxException {
    try {
      var table =
          Boxes.content(ByteBuffer.wrap(init), "moov", "trak", "mdia", "minf", "stbl", "stsd");
      var entry = Boxes.content(table.position(BEFORE_ENTRIES), "avc1");
      return sets(Boxes.content(entry.position(BEFORE_BOXES), "avcC").position(BEFORE_SETS));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new BadBoxException("an init segment that cannot be read: " + e.getMessage());
    }
  }

  private static ParameterSets sets(ByteBuffer from) {
    var sps = all(from, from.get() & 0x1f);
    var pps = all(from, from.get() & 0xff);
    if (sps.isEmpty()) {
      throw new IllegalArgumentException("no SPS");
    }
    return new ParameterSets(sps.getFirst(), pps);
  }

  private static List<byte[]> all(ByteBuffer from, int count) {
    var units = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var unit = new byte[Short.toUnsignedInt(from.getShort())];
      from.get(unit);
      units.add(unit);
    }
    return units;
  }
}
