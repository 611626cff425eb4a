package nightjar.container.fmp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FragmentWriterTest {
  private final FragmentWriter writer = new FragmentWriter();

  @Test
  void wrapsOneAccessUnit() {
    byte[] fragment = write("00000001 65aabb 000001 65cc", 7, 0x1_2345_6789L, 6000, true);
    assertEquals("moof[mfhd traf[tfhd tfdt trun]] mdat", BoxReader.tree(fragment));
    assertEquals("0000000000000007", BoxReader.content(fragment, "moof/mfhd"));
    assertEquals("0002000000000001", BoxReader.content(fragment, "moof/traf/tfhd"));
    assertEquals("010000000000000123456789", BoxReader.content(fragment, "moof/traf/tfdt"));
    assertEquals(
        "00000701 00000001 0000006c" // flags, one sample, data offset
            .concat("00001770 0000000d 02000000") // duration, size, depends on none
            .replace(" ", ""),
        BoxReader.content(fragment, "moof/traf/trun"));
    assertEquals(
        "00000003 65aabb 00000002 65cc".replace(" ", ""), BoxReader.content(fragment, "mdat"));
  }

  @Test
  void marksWhatIsNoIdr() {
    String run = BoxReader.content(write("000001 41aa", 1, 0, 3000, false), "moof/traf/trun");
    assertTrue(run.endsWith("00000bb8" + "00000006" + "01010000"), run);
  }

  @Test
  void thePayloadBeginsWhereItSays() {
    byte[] fragment = write("000001 41aa", 1, 0, 3000, false);
    byte[] payload = Arrays.copyOfRange(fragment, FragmentWriter.PAYLOAD_OFFSET, fragment.length);
    assertEquals("0000000241aa", HexFormat.of().formatHex(payload));
  }

  @Test
  void leavesOutWhatDoesNotBelongInASample() {
    String unit =
        "00000001 09f0" // AUD
            + "00000001 67aa 00000001 68bb" // SPS, PPS
            + "000001 0605ff" // SEI, stays
            + "000001 65cc"
            + "000001 0cffff80"; // filler
    assertEquals(
        "000000030605ff0000000265cc", BoxReader.content(write(unit, 1, 0, 1, true), "mdat"));
    assertTrue(writer.sawIdr());
    assertEquals(6, writer.index().count());
  }

  @Test
  void measuresNothingButTheHeaderForNoPicture() {
    assertEquals(FragmentWriter.PAYLOAD_OFFSET, writer.measure(segment("000001 67aa")));
    assertFalse(writer.sawIdr());
  }

  @Test
  void refusesAnotherLengthThanMeasured() {
    refuses(108, "measured 0 bytes, given 108");
    refuses(0, "measured 0 bytes, given 0");
    writer.measure(segment("000001 41aa"));
    refuses(113, "measured 114 bytes, given 113");
    refuses(115, "measured 114 bytes, given 115");
  }

  @Test
  void allocatesNothing() {
    try (var arena = Arena.ofConfined()) {
      var unit = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes("000001 65" + "a7".repeat(5_000)));
      var to = arena.allocate(writer.measure(unit));
      long least = Long.MAX_VALUE; // Java itself takes some, while it finds out how to run this
      for (int i = 0; i < 8; i++) {
        long before = allocatedBytes();
        writeThousandTimes(unit, to);
        least = Math.min(least, allocatedBytes() - before);
      }
      long allocated = least;
      assertTrue(allocated < 1_000, () -> allocated + " bytes"); // less than one a picture
    }
  }

  private void writeThousandTimes(MemorySegment unit, MemorySegment to) {
    for (int i = 0; i < 1_000; i++) {
      writer.measure(unit);
      writer.write(to, i, 6_000L * i, 6_000, true);
    }
  }

  private static long allocatedBytes() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private void refuses(int size, String why) {
    var to = MemorySegment.ofArray(new byte[size]);
    var e = assertThrows(IllegalArgumentException.class, () -> writer.write(to, 1, 0, 3000, false));
    assertEquals(why, e.getMessage());
  }

  private byte[] write(String unit, int sequence, long decodeTime, int duration, boolean idr) {
    var fragment = new byte[writer.measure(segment(unit))];
    writer.write(MemorySegment.ofArray(fragment), sequence, decodeTime, duration, idr);
    return fragment;
  }

  private static MemorySegment segment(String hex) {
    return MemorySegment.ofArray(bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
