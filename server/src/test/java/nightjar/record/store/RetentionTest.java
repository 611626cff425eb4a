package nightjar.record.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nightjar.record.file.Hash;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final long DAY = 86_400_000_000L;
  private static final long NOW = 100 * DAY;
  private static final long GB = 1L << 30;

  /// A file of 1 GB.
  private static Row row(long days, boolean event) {
    long at = NOW - days * DAY;
    return new Row(
        0,
        "c",
        "main",
        (event ? "e" : "q") + days,
        at,
        at + 1,
        GB,
        1,
        Hash.NONE,
        true,
        event,
        false,
        false,
        new byte[0],
        0,
        0,
        Reel.BOOT,
        0);
  }

  private static List<Row> rows(boolean event, long... days) {
    var rows = new ArrayList<Row>();
    for (long day : days) {
      rows.add(row(day, event));
    }
    return rows;
  }

  private static StoreConfig config(long gigabytes, int free) {
    return new StoreConfig(
        gigabytes * GB,
        new StoreConfig.Free.Percent(free),
        Duration.ofDays(14),
        Duration.ofDays(60),
        Optional.empty());
  }

  private static String choose(
      StoreConfig config, long used, long free, long now, List<Row> quiet, List<Row> events) {
    var choice =
        Retention.choose(
            config, new Retention.State(used * GB, 100 * GB, free * GB, now), quiet, events);
    return choice.victims().stream().map(Row::path).collect(Collectors.joining(" "))
        + (choice.over() > 0 ? " over " + choice.over() / GB : "")
        + (choice.more() ? " more" : "");
  }

  @Test
  void ageTakesQuietFootageFirst() {
    var quiet = rows(false, 70, 20, 14, 3);
    var events = rows(true, 61, 40);
    assertEquals("q70 q20 q14 e61", choose(config(0, 0), 6, 50, NOW + 10, quiet, events));
    assertEquals("q70 q20 e61", choose(config(0, 0), 6, 50, NOW, quiet, events)); // not to the day
  }

  @Test
  void aClockThatIsNotSureTakesNothing() {
    assertEquals("", choose(config(0, 0), 6, 50, Long.MIN_VALUE, rows(false, 70), rows(true, 70)));
  }

  @Test
  void tooMuchTakesTheOldestAndEventsLast() {
    var quiet = rows(false, 9, 3);
    var events = rows(true, 10, 5, 1);
    assertEquals("", choose(config(5, 0), 5, 50, NOW, quiet, events));
    assertEquals("q9", choose(config(4, 0), 5, 50, NOW, quiet, events));
    assertEquals("q9 q3 e10", choose(config(2, 0), 5, 50, NOW, quiet, events));
  }

  @Test
  void freeSpaceCountsAsWell() {
    assertEquals("", choose(config(0, 10), 5, 10, NOW, rows(false, 9, 3), List.of()));
    assertEquals("q9", choose(config(0, 10), 5, 9, NOW, rows(false, 9, 3), List.of()));
    assertEquals("q9 q3", choose(config(4, 10), 5, 8, NOW, rows(false, 9, 3), List.of()));
  }

  @Test
  void whatAgeTookCountsTowardsTheLimit() {
    assertEquals("q20", choose(config(4, 0), 5, 50, NOW, rows(false, 20, 3), List.of()));
  }

  @Test
  void whatIsLeftAndLockedIsSaid() {
    assertEquals("q9 over 3", choose(config(1, 0), 5, 50, NOW, rows(false, 9), List.of()));
  }

  @Test
  void aStepIsSmall() {
    var many = rows(false, 30, 29, 28, 27, 26, 25, 24, 23);
    assertEquals(
        "q30 q29 q28 q27 q26 q25 q24 q23 more",
        choose(config(1, 0), 50, 50, NOW, many, rows(true, 70)));
  }
}
