package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
  @Test
  void areTheFirstOfEachInAnAccessUnit() {
    assertEquals(
        Optional.of(new ParameterSets(bytes("67aa"), List.of(bytes("68bb"), bytes("68cc")))),
        in("000001 09f0 000001 67aa 000001 68bb 000001 68cc 000001 68bb 000001 65dd"));
    assertEquals(Optional.empty(), in("000001 67aa 000001 65dd"));
    assertEquals(Optional.empty(), in("000001 68bb 000001 65dd"));
    assertEquals(Optional.empty(), in(""));
  }

  @Test
  void areUntouchedFromOutside() {
    byte[] sps = bytes("67aa");
    var sets = new ParameterSets(sps, bytes("68bb"));
    sps[1] = 0;
    sets.sps()[1] = 0;
    sets.pps().getFirst()[1] = 0;
    assertEquals("ParameterSets[sps=67aa, pps=68bb]", sets.toString());
    assertEquals(new ParameterSets(bytes("67aa"), bytes("68bb")).hashCode(), sets.hashCode());
  }

  @Test
  void areNothingElse() {
    refuses("68bb", "68bb", "no NAL unit of type 7: 2 bytes");
    refuses("67aa", "67aa", "no NAL unit of type 8: 2 bytes");
    refuses("67aa", "", "no NAL unit of type 8: 0 bytes");
    refuses("67".repeat(0x10000), "68", "no NAL unit of type 7: 65536 bytes");
  }

  private static void refuses(String sps, String pps, String why) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new ParameterSets(bytes(sps), bytes(pps)));
    assertEquals(why, e.getMessage());
  }

  private static Optional<ParameterSets> in(String hex) {
    var annexB = MemorySegment.ofArray(bytes(hex));
    var index = new NalIndex();
    index.read(annexB);
    return ParameterSets.in(annexB, index);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
