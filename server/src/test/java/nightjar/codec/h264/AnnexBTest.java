package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnexBTest {
  @Test
  void parameterSetsComeInTheirOrder() {
    var sets = new ParameterSets(hex("6742"), List.of(hex("68ce"), hex("68cf")));
    assertArrayEquals(hex("000000016742" + "0000000168ce" + "0000000168cf"), AnnexB.of(sets));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "0000000265aa, 0000000165aa",
    "0000000265aa0000000141, 0000000165aa0000000141",
    "00000000, 00000001",
    "ffffffff65aa0000000141, 0000000165aa0000000141", // leads out: nothing is behind it
    "0000000165ab0000, 0000000165ab0000", // too short for another length
  })
  void lengthsBecomeStartCodes(String sample, String expected) {
    var bytes = hex(sample);
    AnnexB.ofSample(MemorySegment.ofArray(bytes));
    assertArrayEquals(hex(expected), bytes);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
