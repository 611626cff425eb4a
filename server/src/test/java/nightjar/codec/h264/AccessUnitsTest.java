package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.Test;

class AccessUnitsTest {
  @Test
  void aPictureEndsWhereTheNextOneBegins() {
    assertEquals(5, endOfFirst("000001 41 80", "000001 41 80"));
    assertEquals(6, endOfFirst("00000001 41 80", "00000001 41 80"));
    assertEquals(5, endOfFirst("000001 65 88", "00000001 67 42"));
    assertEquals(5, endOfFirst("000001 65 88", "000001 09 f0"));
    assertEquals(5, endOfFirst("000001 65 88", "000001 06 05"));
  }

  @Test
  void severalSlicesAreOnePicture() {
    // The second's first_mb_in_slice is not 0: it does not begin with a bit that is set.
    assertEquals(10, endOfFirst("000001 65 88 000001 65 44", "000001 41 80"));
  }

  @Test
  void whatComesBeforeASliceIsThatPictures() {
    assertEquals(15, endOfFirst("000001 67 42 000001 68 ce 000001 65 88", "000001 67 42"));
  }

  @Test
  void aPictureWhoseEndHasNotComeHasNone() {
    assertEquals(-1, endOfFirst("", ""));
    assertEquals(-1, endOfFirst("000001 65 88", ""));
    assertEquals(-1, endOfFirst("000001 65 88", "000001 41"));
    assertEquals(-1, endOfFirst("000001 67 42 000001 68 ce", "000001 06 05"));
  }

  @Test
  void realVideoInPiecesOfAnySizeComesApartAsItWasPutTogether() {
    var units = Openh264.encode("high", 160, 128, 12);
    var all = new ByteArrayOutputStream();
    units.forEach(all::writeBytes);
    long seed = System.nanoTime();
    for (int round = 0; round < 50; round++) {
      var found = split(all.toByteArray(), new Random(seed + round));
      assertEquals(units.size() - 1, found.size(), "seed " + (seed + round));
      for (int i = 0; i < found.size(); i++) {
        assertArrayEquals(units.get(i), found.get(i), "unit " + i + ", seed " + (seed + round));
      }
    }
  }

  @Test
  void anyBytesWillDo() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      var bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) > 0 ? random.nextInt(2) : random.nextInt(256));
      }
      int total = split(bytes, random).stream().mapToInt(u -> u.length).sum();
      assertTrue(total <= bytes.length, "seed " + seed);
    }
  }

  @Test
  void whereDecodingMayStart() {
    assertTrue(isIdr("000001 67 42 000001 68 ce 000001 65 88"));
    assertTrue(isIdr("00000001 65"));
    assertFalse(isIdr("000001 09 f0 000001 41 9a"));
    assertFalse(isIdr("000001 67 42"));
    assertFalse(isIdr("000001"));
    assertFalse(isIdr(""));
  }

  /// Units in the order they end; what does not end is left out.
  private static List<byte[]> split(byte[] stream, Random pieces) {
    var found = new ArrayList<byte[]>();
    var units = new AccessUnits();
    int from = 0;
    int length = 0;
    while (true) {
      var left = MemorySegment.ofArray(stream).asSlice(from);
      int end = units.endOfFirst(left, length);
      if (end >= 0) {
        found.add(Arrays.copyOfRange(stream, from, from + end));
        from += end;
        length -= end;
        units.restart();
      } else if (from + length < stream.length) {
        length += 1 + pieces.nextInt(Math.min(200, stream.length - from - length));
      } else {
        return found;
      }
    }
  }

  private static int endOfFirst(String first, String next) {
    var bytes = HexFormat.of().parseHex((first + next).replace(" ", ""));
    return new AccessUnits().endOfFirst(MemorySegment.ofArray(bytes), bytes.length);
  }

  private static boolean isIdr(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return AccessUnits.isIdr(MemorySegment.ofArray(bytes));
  }
}
