package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class NalIndexTest {
  private final NalIndex index = new NalIndex();

  @Test
  void takesThreeAndFourByteStartCodes() {
    assertEquals("7:67aa 8:68bb 5:65cc01", units("00000001 67aa 000001 68bb 000001 65cc01"));
  }

  @Test
  void dropsTrailingZerosAndEmptyUnits() {
    assertEquals("5:65cc", units("000001 65cc0000 000001 000001 0000"));
  }

  @Test
  void nothingBeforeTheFirstStartCodeIsAUnit() {
    assertEquals("", units("0102030405"));
    assertEquals("1:41", units("0102030405 000001 41"));
  }

  @Test
  void nothingIsAUnit() {
    assertEquals("", units(""));
    assertEquals("", units("000001"));
  }

  @Test
  void emulationPreventionIsNoStartCode() {
    assertEquals("5:65000003010000030001", units("000001 65000003010000030001"));
  }

  /// Whatever part of a word a start code falls in.
  @Test
  void findsAStartCodeAnywhere() {
    for (int before = 0; before < 20; before++) {
      for (int after = 1; after < 20; after++) {
        String unit = "41" + "ff".repeat(after - 1);
        assertEquals("1:" + unit, units("ff".repeat(before) + "000001" + unit));
      }
    }
  }

  @Test
  void forgetsThePictureBefore() {
    units("000001 67aa 000001 68bb 000001 65cc");
    assertEquals("1:41", units("000001 41"));
    assertThrows(IndexOutOfBoundsException.class, () -> index.offset(1));
  }

  @Test
  void growsToAnyCount() {
    index.read(segment(bytes("00000141".repeat(100_000))));
    assertEquals(100_000, index.count());
    assertEquals(4 * 99_999 + 3, index.offset(99_999));
  }

  /// For any bytes at all: what the words of B.1.2 say, taken one byte at a time.
  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(64)];
      int range = random.nextBoolean() ? 3 : 256; // 0, 1, 2: start codes are common
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) random.nextInt(range);
      }
      assertEquals(
          slowUnits(bytes),
          units(segment(bytes)),
          () -> "-Dseed=" + seed + " " + HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void offHeapIsTheSame() {
    try (var arena = Arena.ofConfined()) {
      var bytes = bytes("00000001 67aa 000001 65cc01020304050607 00000001 4100");
      var offHeap = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      assertEquals(units(segment(bytes)), units(offHeap));
    }
  }

  private String units(String hex) {
    return units(segment(bytes(hex)));
  }

  private String units(MemorySegment annexB) {
    index.read(annexB);
    var units = new StringJoiner(" ");
    for (int i = 0; i < index.count(); i++) {
      var unit = annexB.asSlice(index.offset(i), index.length(i));
      units.add(text(index.type(i), unit.toArray(ValueLayout.JAVA_BYTE)));
    }
    return units.toString();
  }

  private static String slowUnits(byte[] bytes) {
    var units = new StringJoiner(" ");
    int start = -1;
    int zeros = 0;
    for (int i = 0; i <= bytes.length; i++) {
      boolean startCode = i < bytes.length && zeros >= 2 && bytes[i] == 1;
      if ((startCode || i == bytes.length) && start >= 0 && i - zeros > start) {
        units.add(text(bytes[start] & 31, Arrays.copyOfRange(bytes, start, i - zeros)));
      }
      start = startCode ? i + 1 : start;
      zeros = i < bytes.length && bytes[i] == 0 ? zeros + 1 : 0;
    }
    return units.toString();
  }

  private static String text(int type, byte[] unit) {
    return type + ":" + HexFormat.of().formatHex(unit);
  }

  private static MemorySegment segment(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
