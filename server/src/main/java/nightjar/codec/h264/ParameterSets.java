package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The SPS and the PPSs that a stream is decoded with. Most have one PPS; slices choose among
/// several by number.
///
/// @param sps NAL unit with its header, emulation prevention kept
/// @param pps likewise, at least one, in the order in which they came
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ParameterSets(byte[] sps, List<byte[]> pps) {
  /// What a length of 16 bits can say, as everywhere outside Annex B; real ones have about 30.
  static final int MAX_BYTES = 0xffff;

  private static final int MOST_PPS = 0xff; // what avcC can count

  public ParameterSets {
    sps = checked(sps, NalType.SPS);
    if (pps.isEmpty() || pps.size() > MOST_PPS) {
      throw new IllegalArgumentException("1 to %d PPSs: %d".formatted(MOST_PPS, pps.size()));
    }
    pps = pps.stream().map(one -> checked(one, NalType.PPS)).toList();
  }

  public ParameterSets(byte[] sps, byte[] pps) {
    this(sps, List.of(pps));
  }

  /// Returns the first SPS and all PPSs of an access unit, where it has both.
  public static Optional<ParameterSets> in(MemorySegment annexB, NalIndex index) {
    var sps = all(annexB, index, NalType.SPS, 1);
    var pps = all(annexB, index, NalType.PPS, MOST_PPS);
    return sps.isEmpty() || pps.isEmpty()
        ? Optional.empty()
        : Optional.of(new ParameterSets(sps.getFirst(), pps));
  }

  @Override
  public byte[] sps() {
    return sps.clone();
  }

  @Override
  public List<byte[]> pps() {
    return pps.stream().map(byte[]::clone).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSets that && hex().equals(that.hex());
  }

  @Override
  public int hashCode() {
    return hex().hashCode();
  }

  @Override
  public String toString() {
    return "ParameterSets[" + hex() + "]";
  }

  private String hex() {
    var hex = HexFormat.of();
    return "sps=%s, pps=%s"
        .formatted(
            hex.formatHex(sps), pps.stream().map(hex::formatHex).collect(Collectors.joining(" ")));
  }

  private static byte[] checked(byte[] nal, int type) {
    if (nal.length == 0 || nal.length > MAX_BYTES || NalType.of(nal[0]) != type) {
      throw new IllegalArgumentException(
          "no NAL unit of type %d: %d bytes".formatted(type, nal.length));
    }
    return nal.clone();
  }

  /// Each once, however often it comes.
  private static List<byte[]> all(MemorySegment annexB, NalIndex index, int type, int most) {
    var found = new ArrayList<byte[]>();
    for (int i = 0; i < index.count() && found.size() < most; i++) {
      if (index.type(i) == type && index.length(i) <= MAX_BYTES) {
        var nal = annexB.asSlice(index.offset(i), index.length(i)).toArray(ValueLayout.JAVA_BYTE);
        if (found.stream().noneMatch(one -> Arrays.equals(one, nal))) {
          found.add(nal);
        }
      }
    }
    return found;
  }
}
