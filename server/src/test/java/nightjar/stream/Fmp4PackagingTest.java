package nightjar.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.NalType;
import nightjar.container.fmp4.Openh264;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import org.junit.jupiter.api.Test;

class Fmp4PackagingTest {
  private static final List<byte[]> UNITS = Openh264.encode("high", 160, 128, 2);

  private final Fmp4Packaging packaging = Fmp4Packaging.untouched();

  @Test
  void parameterSetsMayComeOnTheirOwn() throws Exception {
    assertEquals(0, packaging.measure(unit(part(UNITS.getFirst(), true), false)));
    assertTrue(packaging.measure(unit(part(UNITS.getFirst(), false), true)) > 0);
    var init = packaging.init();
    assertNotNull(init);
    assertEquals("160x128", init.width() + "x" + init.height());
  }

  @Test
  void withoutAnyNothingCanBeShown() {
    assertThrows(
        IOException.class, () -> packaging.measure(unit(part(UNITS.getFirst(), false), true)));
  }

  @Test
  void whatHoldsNoPictureIsNothing() throws Exception {
    assertEquals(0, packaging.measure(unit(new byte[] {0, 0, 1, 9, (byte) 0xf0}, false)));
    assertEquals(0, packaging.measure(unit(new byte[0], false)));
  }

  private static AccessUnit unit(byte[] annexB, boolean idr) {
    return new AccessUnit(MemorySegment.ofArray(annexB), idr, MediaTime.video(0), 0, 3000);
  }

  /// The parameter sets of an access unit, or all else.
  private static byte[] part(byte[] annexB, boolean sets) {
    var index = new NalIndex();
    index.read(MemorySegment.ofArray(annexB));
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < index.count(); i++) {
      boolean isSet = index.type(i) == NalType.SPS || index.type(i) == NalType.PPS;
      if (isSet == sets) {
        out.writeBytes(new byte[] {0, 0, 1});
        out.write(annexB, index.offset(i), index.length(i));
      }
    }
    return out.toByteArray();
  }
}
