package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.media.AccessUnit;
import org.junit.jupiter.api.Test;

class PassthroughTest {
  private static final long EPOCH = 1_000;

  private final List<AccessUnit> published = new ArrayList<>();
  private int interruptions;
  private boolean malformed;

  private final Passthrough passthrough =
      new Passthrough(
          "gate-main",
          new Publisher() {
            @Override
            public boolean publish(AccessUnit unit) throws IOException {
              if (malformed) {
                throw new IOException("no parameter sets have come yet");
              }
              published.add(unit);
              return true;
            }

            @Override
            public void interrupt() {
              interruptions++;
            }
          },
          EPOCH);

  @Test
  void mediaTimeIsSinceTheStartAndGrows() {
    pass(true, Duration.ofSeconds(1));
    pass(false, Duration.ofMillis(1040));
    pass(false, Duration.ofMillis(1040)); // the source repeats itself
    assertEquals(
        List.of(90_000L, 93_600L, 93_601L),
        published.stream().map(unit -> unit.pts().ticks()).toList());
    assertEquals(3_600, published.getFirst().duration());
    assertEquals(3, passthrough.counts().encoded.get());
    assertEquals(3, passthrough.counts().bytes.get());
  }

  @Test
  void whatCannotBeShownIsAProblemUntilSomethingCan() {
    malformed = true;
    pass(true, Duration.ofSeconds(1));
    assertEquals(Optional.of("no parameter sets have come yet"), passthrough.problem());
    assertEquals(1, passthrough.counts().failures.get());
    malformed = false;
    pass(true, Duration.ofSeconds(2));
    assertEquals(Optional.empty(), passthrough.problem());
  }

  @Test
  void aStreamWithoutAStartIsAProblem() {
    for (int second = 0; second <= 15; second++) {
      pass(false, Duration.ofSeconds(second));
    }
    assertEquals(Optional.empty(), passthrough.problem());
    pass(false, Duration.ofMillis(15_100));
    assertTrue(passthrough.problem().orElse("").contains("IDR interval"));
    pass(true, Duration.ofSeconds(16));
    assertEquals(Optional.empty(), passthrough.problem());
    pass(false, Duration.ofSeconds(60)); // a long GOP is none
    assertEquals(Optional.empty(), passthrough.problem());
  }

  @Test
  void aCameraThatWasOpenedAgainIsWaitedForAgain() {
    pass(true, Duration.ofSeconds(1));
    passthrough.interrupt();
    assertEquals(1, interruptions);
    pass(false, Duration.ofSeconds(30));
    pass(false, Duration.ofSeconds(44));
    assertEquals(Optional.empty(), passthrough.problem());
    pass(false, Duration.ofSeconds(46));
    assertTrue(passthrough.problem().isPresent());
  }

  private void pass(boolean idr, Duration since) {
    var bytes = MemorySegment.ofArray(new byte[] {1});
    passthrough.pass(bytes, idr, EPOCH + since.toNanos(), 0, 25);
  }
}
