package nightjar.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.ExportCheck;
import nightjar.record.file.Readable;
import nightjar.record.file.Verdict;
import nightjar.record.store.Footage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people take along is what FFmpeg shows of it, from the very picture, and proves itself.
class PlanTest {
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static final Filmed LARGE = Filmed.of(320, 192, 90);
  private static final Filmed SMALL = Filmed.of(160, 96, 60);
  private static final long START = 1_700_000_000_000_000L;

  @TempDir private Path dir;

  private final Films films = new Films();

  private static long wall(int picture) {
    return START + (long) picture * Filmed.TICKS * 100 / 9;
  }

  private Footage file(Filmed of, String rendition, int from, int to, int at) throws IOException {
    return of.file(dir, rendition, from, to, wall(at), Optional.of(KEY));
  }

  private byte[] bytes(Exporting exporting, Footage... footage) throws IOException {
    var open = OpenFilms.withHeads(List.of(footage), films, exporting::pieces);
    try (var reel = Plan.of(open, exporting)) {
      var all = ByteBuffer.allocate((int) reel.length());
      reel.read(all, 0);
      return all.array();
    }
  }

  private static Exporting exporting(long from, long to) {
    return new Exporting(ExportId.of("anna", START, from, to), "anna");
  }

  private List<Ffmpeg.Picture> shown(byte[] bytes) throws IOException {
    return Ffmpeg.play(Files.write(dir.resolve("export"), bytes));
  }

  private static Verdict verdict(byte[] bytes) throws IOException {
    return ExportCheck.of(Readable.of(bytes), KEY.proof()).orElseThrow().verdict();
  }

  private static List<Integer> crcs(List<Ffmpeg.Picture> pictures) {
    return pictures.stream().map(Ffmpeg.Picture::crc).toList();
  }

  @Test
  void beginsWithTheVeryPictureAndProvesItself() throws Exception {
    var first = file(LARGE, "main", 0, 60, 0);
    var second = file(LARGE, "main", 60, 90, 60);
    var bytes = bytes(exporting(wall(27) + 1_000, wall(70)), first, second);
    var shown = shown(bytes);
    assertEquals(LARGE.crcs(27, 70), crcs(shown));
    for (int i = 0; i < shown.size(); i++) {
      assertEquals((long) i * Filmed.TICKS, shown.get(i).pts(), 1);
    }
    assertInstanceOf(Verdict.Whole.class, verdict(bytes));
  }

  @Test
  void leavesGapsOut() throws Exception {
    var first = file(LARGE, "main", 0, 30, 0);
    var second = file(LARGE, "main", 30, 90, 300);
    var shown = shown(bytes(exporting(wall(0), wall(500)), first, second));
    assertEquals(LARGE.crcs(0, 90), crcs(shown));
    assertEquals(89L * Filmed.TICKS, shown.getLast().pts(), 1);
  }

  @Test
  void showsAPauseBetweenFilesAsOne() throws Exception {
    var first = file(LARGE, "main", 0, 30, 0);
    var second = file(LARGE, "main", 30, 90, 50);
    var shown = shown(bytes(exporting(wall(0), wall(500)), first, second));
    assertEquals(50L * Filmed.TICKS, shown.get(30).pts(), 1);
  }

  /// What follows is shown when it was seen, and what was asked for is where the export begins.
  @Test
  void holdsAPictureUntilOneThatCameLate() throws Exception {
    var hole = new Filmed.Hole(24, 7 * Filmed.TICKS);
    var file = LARGE.file(dir, "main", 0, 60, START, Optional.of(KEY), hole);
    var bytes = bytes(exporting(START, wall(67)), file);
    var shown = shown(bytes);
    assertEquals(LARGE.crcs(0, 60), crcs(shown));
    assertEquals(31L * Filmed.TICKS, shown.get(24).pts(), 1);
    assertInstanceOf(Verdict.Whole.class, verdict(bytes));
    var within = shown(bytes(exporting(wall(27), wall(67)), file));
    assertEquals(LARGE.crcs(23, 60), crcs(within));
  }

  /// One rendition alone can be proven to be in order.
  @Test
  void isOfTheRenditionThatHasMore() throws Exception {
    var small = file(SMALL, "sub", 0, 60, 0);
    var some = file(LARGE, "main", 0, 20, 20);
    var bytes = bytes(exporting(wall(0), wall(100)), small, some);
    assertEquals(SMALL.crcs(0, 60), crcs(shown(bytes)));
    assertInstanceOf(Verdict.Whole.class, verdict(bytes));
    var most = file(LARGE, "main", 0, 50, 0);
    var large = bytes(exporting(wall(0), wall(100)), small, most);
    assertEquals(LARGE.crcs(0, 50), crcs(shown(large)));
  }

  /// Though more was written meanwhile, and it was closed.
  @Test
  void isTheSameWhenItIsAskedForAgain() throws Exception {
    var exporting = exporting(wall(0), wall(500));
    var before = bytes(exporting, LARGE.file(dir, "main", 0, 40, START, Optional.empty()));
    var after = bytes(exporting, file(LARGE, "main", 0, 90, 0));
    assertTrue(shown(before).size() == 40);
    assertEquals(ByteBuffer.wrap(before).limit(2_000), ByteBuffer.wrap(after).limit(2_000));
    assertEquals(before.length, after.length);
    assertInstanceOf(Verdict.Unsealed.class, verdict(before));
  }

  @Test
  void ofNothingThereIsNone() throws Exception {
    assertEquals(0, bytes(exporting(wall(100), wall(500)), file(LARGE, "main", 0, 30, 0)).length);
  }
}
