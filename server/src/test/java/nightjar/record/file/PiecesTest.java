package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import nightjar.container.fmp4.MovieFragment;
import org.junit.jupiter.api.Test;

/// Samples in, pieces out.
class PiecesTest {
  private static final int HEADER = 700;

  private final Pieces pieces = new Pieces(90_000);

  PiecesTest() {
    pieces.begin(HEADER);
  }

  @Test
  void lastSampleLastsUntilTheNextPicture() throws Exception {
    add(1_000, true);
    add(7_000, false);
    assertEquals("0: 6000I 7500", said(pieces.finish(14_500)));
    add(14_500, false);
    assertEquals("13500: 6000", said(pieces.finish())); // nominal: nothing follows yet
    add(400_000, true);
    assertEquals("399000: 6000I", said(pieces.finish()));
  }

  @Test
  void saysWhereEachPieceIs() {
    add(1_000, true);
    int first = pieces.finish(7_000).remaining();
    assertEquals(new Piece(HEADER, first, 100, 0, 6_000, 1, true), pieces.piece());
    add(7_000, false);
    add(13_000, false);
    int second = pieces.finish().remaining();
    assertEquals(new Piece(HEADER + first, second, 112, 6_000, 12_000, 2, false), pieces.piece());
    pieces.begin(50);
    add(99, true);
    int third = pieces.finish().remaining();
    assertEquals(new Piece(50, third, 100, 0, 6_000, 1, true), pieces.piece());
  }

  @Test
  void isCompleteAfterItsLengthOrBeforeAnIdr() {
    assertFalse(pieces.complete(5, true, 10));
    add(1_000, true);
    assertFalse(pieces.complete(90_999, false, 10));
    assertTrue(pieces.complete(91_000, false, 10));
    assertTrue(pieces.complete(2_000, true, 10));
    assertTrue(pieces.complete(2_000, false, Pieces.MOST_BYTES));
    assertThrows(IllegalStateException.class, () -> add(2_000, true));
  }

  @Test
  void isCompleteWhenFull() {
    for (int i = 0; i < Pieces.MOST_SAMPLES; i++) {
      assertFalse(pieces.complete(i, false, 10));
      add(i, false);
    }
    assertTrue(pieces.complete(Pieces.MOST_SAMPLES, false, 10));
  }

  @Test
  void refusesTimeThatDoesNotGrow() {
    add(1_000, true);
    var e = assertThrows(IllegalArgumentException.class, () -> add(1_000, false));
    assertEquals("1000 does not come after 1000", e.getMessage());
    assertThrows(IllegalStateException.class, () -> new Pieces(1).finish());
  }

  @Test
  void growsForLargePictures() throws Exception {
    var large = ByteBuffer.allocate(3 << 20);
    large.put(0, (byte) 7).put(large.limit() - 1, (byte) 9);
    pieces.add(large, 0, 6_000, true);
    pieces.add(large, 6_000, 6_000, false);
    assertEquals(3 << 20, large.remaining());
    var bytes = pieces.finish();
    assertEquals("0: 6000I 6000", said(bytes));
    assertEquals(7, bytes.get(pieces.piece().moof() + 8 + bytes.position()));
    assertEquals(9, bytes.get(bytes.limit() - 1));
  }

  @Test
  void allocatesLittlePerPicture() {
    var sample = ByteBuffer.allocate(5_000);
    collect(sample, 0);
    collect(sample, 1);
    long before = allocated();
    for (int i = 2; i < 100; i++) {
      collect(sample, i);
    }
    long taken = (allocated() - before) / (98 * 15);
    assertTrue(taken < 64, () -> taken + " bytes a picture");
  }

  private void collect(ByteBuffer sample, int piece) {
    for (int i = 0; i < 15; i++) {
      pieces.add(sample, 90_000L * piece + 6_000L * i, 6_000, i == 0);
    }
    assertTrue(pieces.finish(90_000L * (piece + 1)).hasRemaining());
  }

  private void add(long ticks, boolean idr) {
    pieces.add(ByteBuffer.allocate(10), ticks, 6_000, idr);
  }

  /// Such as `0: 6000I 6000`: decode time, durations, IDRs.
  private String said(ByteBuffer piece) throws Exception {
    var moof = MovieFragment.parse(piece.slice(piece.position(), pieces.piece().moof()));
    assertEquals(piece.remaining(), moof.length() + moof.mdat());
    var said = new StringBuilder(moof.decodeTime() + ":");
    for (int i = 0; i < moof.samples(); i++) {
      said.append(' ').append(moof.duration(i)).append(moof.idr(i) ? "I" : "");
    }
    return said.toString();
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
