package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;

/// What is written of pages that were refused.
class TrespassesTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> written = new ArrayList<>();
  private final Trespasses trespasses =
      new Trespasses((_, _, _, _, _, detail) -> written.add(detail), clock);

  @Test
  void soManyAnHourOfEachKindAndHowManyMore() {
    for (int i = 0; i < Trespasses.MOST + 7; i++) {
      refused(Trespasses.Kind.ORIGIN);
    }
    assertEquals(Trespasses.MOST, written.size());
    refused(Trespasses.Kind.FETCH_SITE);
    assertEquals(Trespasses.MOST + 1, written.size());
    clock.pass(Duration.ofHours(1));
    refused(Trespasses.Kind.ORIGIN);
    refused(Trespasses.Kind.ORIGIN);
    assertEquals(
        List.of("x", "x; 7 before it were not written", "x"),
        written.subList(Trespasses.MOST, written.size()));
  }

  private void refused(Trespasses.Kind kind) {
    trespasses.refused(kind, "", "192.0.2.1", "GET /", "x");
  }
}
