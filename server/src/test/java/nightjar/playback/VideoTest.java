package nightjar.playback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.container.fmp4.MovieFragment;
import nightjar.record.store.Footage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is sent of some files is what FFmpeg shows, at the times that were asked for.
class VideoTest {
  private static final Filmed LARGE = Filmed.of(320, 192, 90);
  private static final Filmed SMALL = Filmed.of(160, 96, 60);
  private static final long START = 1_700_000_000_000_000L;
  private static final long TICK = 100; // microseconds for nine

  @TempDir private Path dir;

  private final Films films = new Films();

  private byte[] bytes(List<Footage> footage, long from, long to, long origin) throws IOException {
    var open = OpenFilms.of(footage, films);
    var video = Video.of(Take.best(open.films(), from, to), origin, open);
    try (var reel = video.reel()) {
      var all = ByteBuffer.allocate((int) reel.length());
      reel.read(all, 0);
      return all.array();
    }
  }

  private List<Ffmpeg.Picture> shown(List<Footage> footage, long from, long to, long origin)
      throws IOException {
    return Ffmpeg.play(Files.write(dir.resolve("sent.mp4"), bytes(footage, from, to, origin)));
  }

  private static List<Integer> crcs(List<Ffmpeg.Picture> pictures) {
    return pictures.stream().map(Ffmpeg.Picture::crc).toList();
  }

  private static long wall(int picture) {
    return START + (long) picture * Filmed.TICKS * TICK / 9;
  }

  @Test
  void beginsWithTheIdrBeforeAndEndsWithThePieceAsked() throws IOException {
    var file = LARGE.file(dir, "main", 0, 90, START);
    long from = wall(25); // pieces are of 10 pictures here, for every tenth is an IDR
    var shown = shown(List.of(file), from, wall(45), START);
    assertEquals(LARGE.crcs(20, 50), crcs(shown));
    assertEquals(20L * Filmed.TICKS, shown.getFirst().pts());
    assertEquals(49L * Filmed.TICKS, shown.getLast().pts());
  }

  @Test
  void goesOnAcrossFilesAndLeavesGapsAsTheyAre() throws IOException {
    var first = LARGE.file(dir, "main", 0, 30, START);
    var second = LARGE.file(dir, "main", 30, 60, wall(30));
    var third = LARGE.file(dir, "main", 60, 90, wall(160));
    var shown = shown(List.of(first, second, third), wall(0), wall(300), START);
    assertEquals(LARGE.crcs(0, 90), crcs(shown));
    var times = new ArrayList<Long>();
    for (int i = 0; i < 90; i++) {
      times.add((i < 60 ? i : i + 100L) * Filmed.TICKS);
    }
    assertEquals(times, shown.stream().map(Ffmpeg.Picture::pts).toList());
  }

  /// A browser does not decode beyond a hole, until the next IDR.
  @Test
  void holdsAPictureUntilOneThatCameLate() throws IOException {
    var hole = new Filmed.Hole(24, 7 * Filmed.TICKS);
    var file = LARGE.file(dir, "main", 0, 60, START, Optional.empty(), hole);
    long end = wall(67);
    var whole = bytes(List.of(file), START, end, START);
    var ends = new ArrayList<Long>();
    for (var moof : boxes(whole, "moof")) {
      var one = MovieFragment.parse(moof);
      assertEquals(ends.isEmpty() ? 0 : ends.getLast(), one.decodeTime());
      ends.add(one.decodeTime() + one.duration());
    }
    assertEquals(List.of(10, 20, 31, 37, 47, 57, 67), pictures(ends));
    var shown = shown(List.of(file), START, end, START);
    assertEquals(LARGE.crcs(0, 60), crcs(shown));
    assertEquals(31L * Filmed.TICKS, shown.get(24).pts());
    // where what is asked for ends does not matter
    var cut = boxes(bytes(List.of(file), START, wall(24), START), "moof");
    var last = MovieFragment.parse(cut.getLast());
    assertEquals(31L * Filmed.TICKS, last.decodeTime() + last.duration());
  }

  private static List<Integer> pictures(List<Long> ticks) {
    return ticks.stream().map(one -> (int) (one / Filmed.TICKS)).toList();
  }

  private static List<ByteBuffer> boxes(byte[] mp4, String type) {
    var found = new ArrayList<ByteBuffer>();
    int size;
    for (int at = 0; at + 8 <= mp4.length; at += size) {
      size = ByteBuffer.wrap(mp4).getInt(at);
      if (new String(mp4, at + 4, 4, US_ASCII).equals(type)) {
        found.add(ByteBuffer.wrap(mp4, at, size).slice());
      }
    }
    return found;
  }

  @Test
  void saysAnewHowItIsDecodedWhereThatChanges() throws IOException {
    var first = LARGE.file(dir, "main", 0, 30, START);
    var second = SMALL.file(dir, "main", 0, 30, wall(30));
    var third = SMALL.file(dir, "main", 30, 60, wall(60));
    var all = bytes(List.of(first, second, third), wall(0), wall(300), START);
    assertEquals(2, boxes(all, "moov").size());
    var shown = shown(List.of(second, third), wall(30), wall(300), START);
    assertEquals(SMALL.crcs(0, 60), crcs(shown));
  }

  /// What must be decoded first passes in its first milliseconds.
  @Test
  void canBeginWithAnyPicture() throws IOException {
    var file = LARGE.file(dir, "main", 0, 90, START);
    var shown = shown(List.of(file), wall(27), wall(60), wall(27));
    assertEquals(LARGE.crcs(20, 60), crcs(shown));
    var times = shown.stream().map(Ffmpeg.Picture::pts).toList();
    for (int i = 0; i < 7; i++) {
      assertEquals(i, times.get(i));
    }
    assertTrue(times.get(7) <= 8, times::toString);
    for (int i = 8; i < times.size(); i++) {
      assertEquals((20 + i - 27L) * Filmed.TICKS, times.get(i), 1);
    }
  }

  @Test
  void takesTheSmallerOnlyWhereThereIsNoLarger() throws IOException {
    var small = SMALL.file(dir, "sub", 0, 60, START);
    var large = LARGE.file(dir, "main", 0, 20, wall(20));
    try (var open = OpenFilms.of(List.of(small, large), films)) {
      var takes = Take.best(open.films(), START, wall(60));
      assertEquals(
          List.of("sub 0 2", "main 0 2", "sub 4 6"),
          takes.stream()
              .map(t -> t.film().footage().rendition() + " " + t.first() + " " + t.last())
              .toList());
    }
  }

  @Test
  void anyRangeIsThatOfTheWholeAndTheTagIsItsOwn() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("-Dseed=" + seed);
    var random = new Random(seed);
    var footage =
        List.of(LARGE.file(dir, "main", 0, 30, START), SMALL.file(dir, "main", 0, 30, wall(30)));
    var whole = bytes(footage, wall(5), wall(50), wall(3));
    try (var reel = reel(footage, wall(5));
        var same = reel(footage, wall(5));
        var other = reel(footage, wall(15))) {
      assertEquals(reel.tag(), same.tag());
      assertTrue(!reel.tag().equals(other.tag()));
      for (int i = 0; i < 300; i++) {
        int at = random.nextInt(whole.length);
        var part = ByteBuffer.allocate(random.nextInt(Math.min(9_000, whole.length - at)) + 1);
        reel.read(part, at);
        assertArrayEquals(Arrays.copyOfRange(whole, at, at + part.limit()), part.array());
      }
    }
  }

  private Reel reel(List<Footage> footage, long from) throws IOException {
    var open = OpenFilms.of(footage, films);
    return Video.of(Take.best(open.films(), from, wall(50)), wall(3), open).reel();
  }

  @Test
  void goesOnThoughTheFilesAreRemoved() throws IOException {
    var file = LARGE.file(dir, "main", 0, 90, START);
    var whole = bytes(List.of(file), wall(0), wall(90), START);
    var open = OpenFilms.of(List.of(file), films);
    var takes = Take.best(open.films(), wall(0), wall(90));
    try (var reel = Video.of(takes, START, open).reel()) {
      Files.delete(file.file());
      var all = ByteBuffer.allocate((int) reel.length());
      reel.read(all, 0);
      assertArrayEquals(whole, all.array());
    }
    assertEquals(List.of(), OpenFilms.of(List.of(file), films).films());
  }

  @Test
  void picturesAreTheVeryOnes() throws Exception {
    var file = LARGE.file(dir, "main", 0, 90, START);
    try (var open = new OpenFile(file)) {
      var film = films.film(file, open);
      var stills = new Stills();
      for (int picture : List.of(0, 5, 27, 30, 89)) {
        var exact = stills.decoded(film, open, wall(picture) + 1_000, true, 640);
        assertEquals(wall(picture), exact.captured(), 1);
        var near = stills.decoded(film, open, wall(picture) + 1_000, false, 640);
        assertEquals(wall(picture / 10 * 10), near.captured(), 1);
      }
      var small = stills.decoded(film, open, wall(3), true, 101);
      var begin = ByteBuffer.allocate(2).put(small.jpeg().slice(0, 2)).flip();
      assertEquals(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xd8}), begin);
      var image = size(small.jpeg());
      assertEquals(List.of(100, 60), image);
    }
  }

  /// Of its frame header.
  private static List<Integer> size(ByteBuffer jpeg) {
    return Stream.iterate(2, at -> at + 2 + Short.toUnsignedInt(jpeg.getShort(at + 2)))
        .filter(at -> jpeg.getShort(at) == (short) 0xffc0)
        .findFirst()
        .map(at -> List.of((int) jpeg.getShort(at + 7), (int) jpeg.getShort(at + 5)))
        .orElseThrow();
  }
}
