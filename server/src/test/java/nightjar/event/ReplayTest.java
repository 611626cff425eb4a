package nightjar.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A judge that takes every grid brighter than its threshold for motion.
class ReplayTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> begun = new ArrayList<>();

  @TempDir Path dir;

  private Judge judge(int threshold) {
    return new Judge() {
      @Override
      public void begin(int columns, int rows, int[][] known, long ticks) {
        begun.add(columns + "x" + rows + " " + known[0][0]);
      }

      @Override
      public Moment look(int[] blocks, long ticks, long at) {
        clock.pass(Duration.ofMillis(1));
        long millis = (at - Moments.START) / 1_000;
        var seen = Moments.of(millis, blocks[0] > threshold ? "moving" : "quiet", millis);
        return new Moment(
            ticks,
            at,
            seen.state(),
            seen.guard(),
            2.5,
            0.02,
            1,
            1,
            seen.blobs().stream()
                .map(
                    b ->
                        new Moment.Blob(
                            b.id(),
                            b.x(),
                            b.y(),
                            b.width(),
                            b.height(),
                            ticks,
                            b.counts(),
                            false,
                            b.score(),
                            b.zones()))
                .toList());
      }
    };
  }

  private Events record() {
    var events =
        new Events(
            dir,
            new EventConfig(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofMinutes(10)),
            Keeping.STANDARD,
            clock);
    var recorder = events.of("front", Photographer.NONE);
    for (long t = 0; t < 120_000; t += 200) {
      int level = t >= 20_000 && t < 24_000 ? 800 : t >= 60_000 && t < 70_000 ? 400 : 40;
      var word = level == 800 ? "moving" : level == 400 ? "stirring" : "quiet";
      recorder.look(Moments.of(t, word, t), Moments.grid(4, 3, level));
      clock.pass(Duration.ofMillis(200));
      events.pass();
    }
    return events;
  }

  @Test
  void otherSettingsOtherEvents() throws IOException {
    var events = record();
    var same = events.replay("front", Moments.START, Moments.at(200_000), judge(600)).orElseThrow();
    assertEquals("20000-23800 2.5 [street];", words(same));
    assertEquals(1, same.before().size());
    assertEquals(2, same.kept().size());
    assertEquals(List.of("4x3 800", "4x3 400"), begun);
    assertEquals(Moments.at(18_000), same.kept().getFirst().from());
    assertTrue(same.seconds() > 15 && same.seconds() < 25, () -> "" + same.seconds());
    var more = events.replay("front", Moments.START, Moments.at(200_000), judge(300)).orElseThrow();
    assertEquals("20000-23800 2.5 [street];60000-69800 2.5 [street];", words(more));
    var late = events.replay("front", Moments.at(40_000), Moments.at(65_000), judge(300));
    assertEquals("60000-65000 2.5 [street];", words(late.orElseThrow()));
    assertEquals(0, late.orElseThrow().before().size());
    events.close();
  }

  private static String words(Replayed replayed) {
    var text = new StringBuilder();
    for (var fired : replayed.events()) {
      text.append(
          "%d-%d %s %s;"
              .formatted(
                  (fired.start() - Moments.START) / 1_000,
                  (fired.end() - Moments.START) / 1_000,
                  fired.score(),
                  fired.zones()));
    }
    return text.toString();
  }

  @Test
  void aReplayThatTakesTooLongSaysHowFarItCame() throws IOException {
    var events = record();
    var slow =
        new Judge() {
          @Override
          public void begin(int columns, int rows, int[][] known, long ticks) {}

          @Override
          public Moment look(int[] blocks, long ticks, long at) {
            clock.pass(Duration.ofSeconds(1));
            return Moments.of((at - Moments.START) / 1_000, "quiet", -1);
          }
        };
    var cut = events.replay("front", Moments.START, Moments.at(200_000), slow).orElseThrow();
    assertEquals(1, cut.kept().size());
    assertTrue(cut.seconds() < 5, () -> "" + cut.seconds());
    events.close();
  }
}
