package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The SPS and the PPS that a stream is decoded with.
///
/// @param sps NAL unit with its header, emulation prevention kept
/// @param pps likewise
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ParameterSets(byte[] sps, byte[] pps) {
  /// What a length of 16 bits can say, as everywhere outside Annex B; real ones have about 30.
  static final int MAX_BYTES = 0xffff;

  public ParameterSets {
    sps = checked(sps, NalType.SPS);
    pps = checked(pps, NalType.PPS);
  }

  /// Returns the first SPS and the first PPS of an access unit, where it has both.
  public static Optional<ParameterSets> in(MemorySegment annexB, NalIndex index) {
    int sps = first(index, NalType.SPS);
    int pps = first(index, NalType.PPS);
    if (sps < 0 || pps < 0) {
      return Optional.empty();
    }
    return Optional.of(new ParameterSets(bytes(annexB, index, sps), bytes(annexB, index, pps)));
  }

  @Override
  public byte[] sps() {
    return sps.clone();
  }

  @Override
  public byte[] pps() {
    return pps.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSets that
        && Arrays.equals(sps, that.sps)
        && Arrays.equals(pps, that.pps);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sps) + Arrays.hashCode(pps);
  }

  @Override
  public String toString() {
    var hex = HexFormat.of();
    return "ParameterSets[sps=" + hex.formatHex(sps) + ", pps=" + hex.formatHex(pps) + "]";
  }

  private static byte[] checked(byte[] nal, int type) {
    if (nal.length == 0 || nal.length > MAX_BYTES || NalType.of(nal[0]) != type) {
      throw new IllegalArgumentException(
          "no NAL unit of type %d: %d bytes".formatted(type, nal.length));
    }
    return nal.clone();
  }

  private static int first(NalIndex index, int type) {
    for (int i = 0; i < index.count(); i++) {
      if (index.type(i) == type && index.length(i) <= MAX_BYTES) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] bytes(MemorySegment annexB, NalIndex index, int i) {
    return annexB.asSlice(index.offset(i), index.length(i)).toArray(ValueLayout.JAVA_BYTE);
  }
}
