package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulationPreventionTest {
  @ParameterizedTest
  @CsvSource({
    "67000001, 6700000301", // a start code
    "67000003, 6700000303", // what would be taken for the byte itself
    "67000004, 67000004",
    "6700000000ff, 670000030000ff",
    "67000003000003ff, 670000030300000303ff",
  })
  void bothWays(String rbsp, String nal) {
    assertEquals(nal, hex(EmulationPrevention.insert(bytes(rbsp))));
    assertEquals(rbsp, hex(EmulationPrevention.remove(MemorySegment.ofArray(bytes(nal)))));
  }

  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      var rbsp = new byte[1 + random.nextInt(40)];
      for (int j = 0; j < rbsp.length; j++) {
        rbsp[j] = (byte) (random.nextInt(8) & random.nextInt(8)); // zeros are common
      }
      rbsp[rbsp.length - 1] |= 1;
      byte[] nal = EmulationPrevention.insert(rbsp);
      String what = "-Dseed=" + seed + " " + hex(rbsp);
      assertFalse(hex(nal).matches("(..)*0000(00|01|02).*"), what);
      assertArrayEquals(rbsp, EmulationPrevention.remove(MemorySegment.ofArray(nal)), what);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
