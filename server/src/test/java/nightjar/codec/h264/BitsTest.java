package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitsTest {
  /// Table 9-2 and Table 9-3; the bit behind the code is rbsp_stop_one_bit.
  @ParameterizedTest
  @CsvSource({
    "c0, 0, 0", // 1 1
    "50, 1, 1", // 010 1
    "70, 2, -1", // 011 1
    "24, 3, 2", // 00100 1
    "2c, 4, -2", // 00101 1
    "34, 5, 3", // 00110 1
    "3c, 6, -3", // 00111 1
    "11, 7, 4", // 0001000 1
    "00000001fffffffd, 4294967293, 2147483647", // 31 zeros, 31 ones, 0 1
    "00000001ffffffff, 4294967294, -2147483647", // 31 zeros, 32 ones, 1
  })
  void expGolomb(String hex, long unsigned, long signed) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertEquals(unsigned, new BitReader(bytes).ue());
    assertEquals(signed, new BitReader(bytes).se());
    var out = new BitWriter();
    out.ue(unsigned);
    assertArrayEquals(bytes, out.rbsp());
    out = new BitWriter();
    out.se(signed);
    assertArrayEquals(bytes, out.rbsp());
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      int bits = 1 + random.nextInt(31);
      int fixed = random.nextInt() >>> 1 >>> (31 - bits);
      long unsigned = Integer.toUnsignedLong(random.nextInt() >>> random.nextInt(1, 32));
      int signed = random.nextInt() >> random.nextInt(1, 32);
      var out = new BitWriter();
      out.u(bits, fixed);
      out.ue(unsigned);
      out.se(signed);
      var in = new BitReader(out.rbsp());
      assertEquals(fixed, in.u(bits), "-Dseed=" + seed);
      assertEquals(unsigned, in.ue(), "-Dseed=" + seed);
      assertEquals(signed, in.se(), "-Dseed=" + seed);
    }
  }

  @Test
  void endsInsideAValue() {
    refuses("", "ends at bit 0, inside a value");
    refuses("00", "ends at bit 8, inside a value");
    refuses("01", "ends at bit 8, inside a value"); // 7 zeros, 1, and 7 bits to come
    refuses("0000000080", "Exp-Golomb code of 32 leading zeros (9.1)");
  }

  @Test
  void namesTheElementOutOfRange() {
    var in = new BitReader(new byte[] {0x24}); // 3
    var e = assertThrows(MalformedException.class, () -> in.ue("pic_order_cnt_type", 2));
    assertEquals("pic_order_cnt_type is 3, over 2", e.getMessage());
  }

  private static void refuses(String hex, String why) {
    var in = new BitReader(HexFormat.of().parseHex(hex));
    assertEquals(why, assertThrows(MalformedException.class, in::ue).getMessage());
  }
}
