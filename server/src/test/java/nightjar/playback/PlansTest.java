package nightjar.playback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Footage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of an export is the very same, or nothing; and never much.
class PlansTest {
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static final Filmed FILMED = Filmed.of(160, 96, 90);
  private static final long START = 1_700_000_000_000_000L;

  @TempDir private Path dir;

  private final FakeClock clock = new FakeClock();
  private final Films films = new Films();
  private final Plans plans = new Plans(clock);

  private Footage file(String rendition, int from, int to) throws IOException {
    return FILMED.file(dir, rendition, from, to, wall(from), Optional.of(KEY));
  }

  private static long wall(int picture) {
    return START + (long) picture * Filmed.TICKS * 100 / 9;
  }

  private static Exporting exporting(int made) {
    return new Exporting(ExportId.of("anna", START + made, wall(5), wall(80)), "anna");
  }

  /// Plans it anew, and keeps that.
  private byte[] planned(Exporting export, String camera, List<Footage> of) throws IOException {
    try (var reel = Plan.of(OpenFilms.withHeads(of, films, export::pieces), export)) {
      plans.keep(export, camera, reel, of);
      return bytes(reel);
    }
  }

  private static byte[] bytes(Reel reel) throws IOException {
    var all = ByteBuffer.allocate((int) reel.length());
    reel.read(all, 0);
    return all.array();
  }

  private byte[] found(Exporting export, List<Footage> of) throws IOException {
    try (var reel = plans.find(export, "front", of).orElseThrow()) {
      return bytes(reel);
    }
  }

  private boolean isKept(Exporting export, String camera, List<Footage> of) {
    var found = plans.find(export, camera, of);
    found.ifPresent(StoredReel::close);
    return found.isPresent();
  }

  @Test
  void givesTheSameBytesAgainWhetherPiecesWereKnownOrNot() throws Exception {
    var of = List.of(file("main", 0, 40), file("main", 40, 90));
    var export = exporting(0);
    var first = planned(export, "front", of);
    assertArrayEquals(first, found(export, of));
    assertArrayEquals(first, found(export, of));
    assertArrayEquals(first, planned(export, "front", of), "from pieces known");
    try (var anew = Plan.of(OpenFilms.withHeads(of, new Films(), export::pieces), export);
        var kept = plans.find(export, "front", of).orElseThrow()) {
      assertEquals(anew.tag(), kept.tag());
    }
  }

  @Test
  void canBeReadThoughItsFilesAreRemovedMeanwhile() throws Exception {
    var of = List.of(file("main", 0, 90));
    var export = exporting(0);
    var first = planned(export, "front", of);
    try (var reel = plans.find(export, "front", of).orElseThrow()) {
      Files.delete(of.getFirst().file());
      assertArrayEquals(first, bytes(reel));
    }
    assertFalse(isKept(export, "front", of), "it is not there any more");
  }

  @Test
  void isOfTheFootageThatWasFoundThenOrNothing() throws Exception {
    var first = file("main", 0, 40);
    var second = file("main", 40, 90);
    var export = exporting(0);
    var before = planned(export, "front", List.of(first, second));
    assertFalse(isKept(export, "front", List.of(first)), "one was removed");
    assertFalse(isKept(export, "front", List.of(first, file("sub", 40, 90))), "another");
    assertFalse(isKept(export, "back", List.of(first, second)), "of another camera");
    assertFalse(isKept(exporting(1), "front", List.of(first, second)), "another export");
    assertArrayEquals(before, found(export, List.of(first, second)));
    try (var file = FileChannel.open(second.file(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    assertFalse(isKept(export, "front", List.of(first, second)), "it was cut");
  }

  @Test
  void ofAFileStillWrittenItHasWhatThereWas() throws Exception {
    var open = FILMED.file(dir, "main", 0, 40, START, Optional.empty());
    var export = exporting(0);
    var before = planned(export, "front", List.of(open));
    assertArrayEquals(before, found(export, List.of(file("main", 0, 90))));
  }

  @Test
  void isKeptForTenMinutesAndUntilItIsForgotten() throws Exception {
    var of = List.of(file("main", 0, 90));
    var export = exporting(0);
    planned(export, "front", of);
    clock.pass(Duration.ofMinutes(10));
    assertTrue(isKept(export, "front", of));
    clock.pass(Duration.ofSeconds(1));
    assertFalse(isKept(export, "front", of));
    assertEquals(0, plans.bytes());
    planned(export, "front", of);
    planned(export, "back", of);
    plans.forget(export, "back");
    assertFalse(isKept(export, "back", of));
    assertTrue(isKept(export, "front", of));
    plans.forget(export);
    assertEquals(0, plans.bytes());
  }

  @Test
  void takesNoMoreMemoryThanItMay() throws Exception {
    var of = List.of(file("main", 0, 90));
    var first = exporting(0);
    planned(first, "front", of);
    int fit = (int) (Plans.MOST_BYTES / plans.bytes());
    for (int i = 1; i < fit; i++) {
      planned(exporting(i), "front", of);
    }
    assertTrue(isKept(first, "front", of));
    planned(exporting(fit), "front", of);
    assertFalse(isKept(first, "front", of), "the oldest went");
    assertTrue(isKept(exporting(fit), "front", of));
    for (int i = 0; i <= fit; i++) {
      planned(first, "camera" + i, of);
    }
    assertTrue(plans.bytes() <= Plans.MOST_BYTES);
    assertTrue(isKept(first, "camera0", of), "what is fetched first stays");
    assertFalse(isKept(first, "camera" + fit, of));
  }
}
