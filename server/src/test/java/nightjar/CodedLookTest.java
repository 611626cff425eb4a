package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nightjar.decode.Work;
import org.junit.jupiter.api.Test;

/// By what a decoder is said to do, second by second.
class CodedLookTest {
  private static final long SECOND = 1_000_000_000;

  private final Work work = new Work();
  private final CodedLook look = new CodedLook(work);
  private long now;

  /// @param share of a core
  private void decode(int seconds, double share, boolean onlyIdrs) {
    for (int i = 0; i < 10 * seconds; i++) {
      boolean idr = i % 10 == 0;
      now += SECOND / 10;
      boolean decoded = idr || !onlyIdrs;
      work.unit(idr, decoded ? (long) (share * SECOND / 10) : 0, now);
    }
  }

  @Test
  void everyPictureIsDecodedWhereThatIsCheap() {
    assertEquals(5, look.wanted(10, true));
    assertEquals(3, look.wanted(3, true));
    decode(12, 0.12, false);
    assertEquals(5, look.wanted(10, true));
    assertEquals("decoder", look.source().kind());
    assertTrue(look.source().words().contains("10 pictures a second, 12 % of a core"));
  }

  @Test
  void keyFramesHaveToDoWhereThatIsDear() {
    decode(12, 0.4, false);
    assertTrue(look.wanted(10, true) < 1);
    decode(12, 0.04, true);
    assertTrue(look.wanted(10, true) < 1, "for good: to and fro would cost as much");
    assertEquals("idr", look.source().kind());
    assertTrue(look.source().words().startsWith("Key frames alone, one every 1.0 s"));
  }

  @Test
  void whatViewersHaveDecodedIsNotMotionsFault() {
    decode(12, 0.4, false);
    assertEquals(5, look.wanted(10, false));
  }

  @Test
  void nothingIsDecodedWhereMotionIsOff() {
    assertEquals(0, look.wanted(0, true));
  }

  @Test
  void keyFramesThatComeOftenAreEnough() {
    decode(12, 0.05, true);
    assertTrue(look.source().words().contains("which is often enough"));
  }
}
