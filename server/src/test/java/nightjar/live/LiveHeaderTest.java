package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import nightjar.base.SlabPool;
import nightjar.media.MediaTime;
import nightjar.stream.Fragment;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Byte for byte what docs/ref/live-protocol.md says of binary messages.
class LiveHeaderTest {
  @AutoClose private final SlabPool pool = new SlabPool(0);

  @Test
  void ofAFragment() {
    assertEquals(
        "01 02 07 01" // version, fragment, rendition, IDR
            + " ffffffff" // sequence, the last before it wraps
            + " 0000000123456789" // media time
            + " 000647d1b1c2d3e4" // capture time
            + " 00001770" // duration
            + " 0000008c", // the picture begins 108 bytes into the fragment
        header(LiveHeader.fragments(7), 0xffff_ffffL, true, 0x1_2345_6789L, 108));
  }

  @Test
  void ofAJpegPicture() {
    assertEquals(
        "01 03 01 00 00000000 ffffffffffffffff 000647d1b1c2d3e4 00001770 00000020",
        header(LiveHeader.jpegs(1), 1L << 32, false, -1, 0));
  }

  @Test
  void ofAnInitSegment() {
    assertEquals(
        "01 01 ff 00 00000000 0000000000000000 000647d1b1c2d3e4 00000000 00000020",
        text(LiveHeader.ofInit(255, 0x6_47d1_b1c2_d3e4L)));
  }

  @Test
  void afterAGapIsAFlagInACopy() {
    var message = ByteBuffer.allocate(40).put(3, (byte) 1).put(31, (byte) 9).put(4, (byte) 8);
    var before = text(message.duplicate());
    assertEquals(
        "00 00 00 03 08000000 0000000000000000 0000000000000000 00000000 00000009",
        text(LiveHeader.afterGap(message)));
    assertEquals(before, text(message)); // other viewers have no gap
  }

  private String header(LiveHeader header, long sequence, boolean idr, long ticks, int offset) {
    var slab = pool.take(64);
    try {
      var fragment =
          new Fragment(
              slab,
              sequence,
              idr,
              MediaTime.video(ticks),
              0x6_47d1_b1c2_d3e4L,
              6000,
              header.size(),
              0,
              offset,
              null);
      var bytes = new byte[header.size()];
      header.write(fragment, MemorySegment.ofArray(bytes));
      return text(ByteBuffer.wrap(bytes));
    } finally {
      slab.release();
    }
  }

  /// Fields apart, as in the table.
  private static String text(ByteBuffer header) {
    var bytes = MemorySegment.ofBuffer(header).toArray(ValueLayout.JAVA_BYTE);
    var hex = HexFormat.of().formatHex(bytes, 0, 32);
    return hex.replaceFirst(
        "(..)(..)(..)(..)(.{8})(.{16})(.{16})(.{8})", "$1 $2 $3 $4 $5 $6 $7 $8 ");
  }
}
