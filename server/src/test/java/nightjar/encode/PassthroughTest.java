package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.media.AccessUnit;
import org.junit.jupiter.api.Test;

/// Pictures ten times a second.
class PassthroughTest {
  private static final MemorySegment UNIT = MemorySegment.ofArray(new byte[7]);

  private boolean isOfUse;
  private boolean isMalformed;
  private final List<Integer> durations = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private long ticks = -5_000_000_000_000L;
  private final Passthrough passthrough =
      new Passthrough(
          "test",
          new Publisher() {
            @Override
            public boolean publish(AccessUnit unit) throws IOException {
              if (isMalformed) {
                throw new IOException("no picture");
              }
              durations.add(unit.duration());
              times.add(unit.pts().ticks());
              return isOfUse;
            }

            @Override
            public void interrupt() {}
          },
          ticks);

  @Test
  void countsWhatIsPassedOnAndNothingElse() {
    pass(3);
    isOfUse = true;
    pass(2);
    isMalformed = true;
    pass(1);
    assertEquals(2, passthrough.counts().encoded.get());
    assertEquals(14, passthrough.counts().bytes.get());
    assertEquals(1, passthrough.counts().failures.get());
    assertEquals(Optional.of("no picture"), passthrough.problem());
  }

  /// The camera's word, 10 a second, is taken until two pictures were there.
  @Test
  void aPictureLastsAsLongAsTheOneBefore() {
    isOfUse = true;
    pass(1);
    ticks += 100_000_000; // 200 ms apart
    pass(1);
    pass(1);
    ticks += 5_000_000_000L;
    pass(1);
    pass(1);
    assertEquals(List.of(9_000, 18_000, 9_000, 90_000, 9_000), durations);
    assertEquals(List.of(9_000L, 27_000L, 36_000L, 495_000L, 504_000L), times);
  }

  @Test
  void saysWhenNoIdrComes() {
    isOfUse = true;
    pass(1);
    isOfUse = false;
    pass(200);
    assertEquals(Optional.empty(), passthrough.problem());
    pass(1);
    assertTrue(passthrough.problem().orElse("").contains("(IDR)"), passthrough::toString);
    isOfUse = true;
    pass(1);
    assertEquals(Optional.empty(), passthrough.problem());
  }

  @Test
  void aCameraThatWasAwayHasItsTimeAgain() {
    isOfUse = true;
    pass(1);
    passthrough.interrupt();
    isOfUse = false;
    ticks += 60_000_000_000L;
    pass(200);
    assertEquals(Optional.empty(), passthrough.problem());
  }

  private void pass(int pictures) {
    for (int i = 0; i < pictures; i++) {
      ticks += 100_000_000;
      passthrough.pass(UNIT, false, ticks, 0, 10);
    }
  }
}
