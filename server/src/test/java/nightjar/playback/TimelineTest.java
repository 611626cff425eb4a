package nightjar.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import nightjar.record.store.Footage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
  private static final UUID BOOT = UUID.fromString("5f0c1d9a-7b8e-4a53-9d2e-1c6b0a9f8e7d");

  /// @param text start, end, and letters: `s` for the smaller rendition, `e` an event, `l` locked,
  ///   `o` open, `m` mended; times in milliseconds
  private static Footage footage(String text, byte... activity) {
    var parts = (text + " -").split(" ");
    var flags = parts[2];
    return new Footage(
        0,
        "front",
        flags.contains("s") ? "sub" : "main",
        Path.of(parts[0]),
        Long.parseLong(parts[0]) * 1_000,
        Long.parseLong(parts[1]) * 1_000,
        1,
        flags.contains("o"),
        flags.contains("e"),
        flags.contains("l"),
        flags.contains("m"),
        activity,
        0,
        0,
        BOOT,
        0);
  }

  private static String shown(Timeline.Span span) {
    var flags =
        (span.rendition().equals("sub") ? "s" : "")
            + (span.event() ? "e" : "")
            + (span.locked() ? "l" : "")
            + (span.open() ? "o" : "")
            + (span.mended() ? "m" : "");
    return (span.start() / 1_000 + " " + span.end() / 1_000 + " " + flags).strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000 2000                       | 1000 2000",
        "1000 2000; 2000 3000            | 1000 3000",
        "1000 2000; 2499 3000            | 1000 3000",
        "1000 2000; 2500 3000            | 1000 2000; 2500 3000",
        "1000 2000; 2000 3000 e          | 1000 2000; 2000 3000 e",
        "1000 2000 e; 2000 3000 e        | 1000 3000 e",
        "1000 2000 l; 2000 3000 o        | 1000 2000 l; 2000 3000 o",
        "1000 2000 m; 2000 3000          | 1000 2000 m; 2000 3000",
        "1000 9000 s; 2000 3000; 3000 4000 | 1000 9000 s; 2000 4000",
        "1000 3000; 1500 2000            | 1000 3000",
        "0 100; 9900 12000               | 0 100; 9900 10000",
        "9000 9500; 10000 11000          | 9000 9500",
      })
  void neighboursOfOneKindAreOne(String files, String spans) {
    var timeline = new Timeline(0, 10_000_000, 1);
    List.of(files.split("; ")).forEach(file -> timeline.add(footage(file)));
    assertEquals(
        spans, String.join("; ", timeline.spans().stream().map(TimelineTest::shown).toList()));
  }

  @Test
  void activityIsTheMostWithinEachPart() {
    var timeline = new Timeline(0, 10_000_000, 5);
    timeline.add(footage("0 3000", (byte) 1, (byte) 200, (byte) 3));
    timeline.add(footage("500 1500 s", (byte) 250));
    timeline.add(footage("7900 9900", (byte) 7, (byte) 0));
    assertEquals(List.of(250, 3, 0, 7, 7), timeline.activity());
    assertEquals(2_000_000, timeline.step());
  }

  @Test
  void aSecondFillsAllPartsOfIt() {
    var timeline = new Timeline(500_000, 2_500_000, 8);
    timeline.add(footage("0 2000", (byte) 5, (byte) 6));
    assertEquals(List.of(5, 5, 6, 6, 6, 6, 0, 0), timeline.activity());
  }
}
