package nightjar.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import nightjar.filter.Overlay.Corner;
import nightjar.filter.Overlay.Size;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final PictureFormat FORMAT = Raw.format(640, 360);
  private static final Overlay CLOCK = new Overlay("Yard", true, Corner.TOP_LEFT, Size.SMALL);
  private static final long EVENING = micros("2026-11-24T19:41:05Z");

  @Test
  void theSameTextIsTheSameSamplesWhateverIsBehindIt() {
    var drawn = letters(shown(CLOCK, Raw.luma(FORMAT, 0), EVENING));
    assertTrue(drawn.length() > 1000);
    for (int grey : new int[] {0, 255, 128}) {
      assertEquals(drawn, letters(shown(CLOCK, Raw.luma(FORMAT, grey), EVENING)));
    }
  }

  /// Whatever is behind: what borders on it is dark all around, and what is light is far from dark.
  @Test
  void lettersStandOutOnWhiteBlackGreyAndNoise() {
    var random = new Random(5);
    for (var size : Size.values()) {
      var overlay = new Overlay("Höf 08.", true, Corner.BOTTOM_RIGHT, size);
      for (var format : List.of(Raw.format(426, 240), Raw.format(1280, 720))) {
        var white = shown(overlay, format, Raw.luma(format, 255), EVENING);
        var black = shown(overlay, format, Raw.luma(format, 0), EVENING);
        var noise = Raw.noise(format, random);
        var backgrounds = List.of(Raw.luma(format, 255), Raw.luma(format, 128), noise);
        for (var background : backgrounds) {
          var picture = shown(overlay, format, background.clone(), EVENING);
          assertContrast(format, picture, background, i -> white[i] == black[i]);
        }
      }
    }
  }

  private static void assertContrast(
      PictureFormat format, byte[] picture, byte[] background, IntPredicate drawn) {
    int width = format.width();
    int lightest = 0; // of what borders on the background
    int core = 0;
    for (int at = width; at < width * (format.height() - 1); at++) {
      int luma = picture[at] & 255;
      if (drawn.test(at)) {
        boolean border =
            !drawn.test(at - 1)
                || !drawn.test(at + 1)
                || !drawn.test(at - width)
                || !drawn.test(at + width);
        lightest = border ? Math.max(lightest, luma) : lightest;
        core += luma == Lettering.LIGHT ? 1 : 0;
      } else {
        assertEquals(background[at], picture[at]);
      }
    }
    assertTrue(lightest < 90, lightest + " borders on the background, " + format);
    assertTrue(core > 200, core + " samples of full lightness, " + format);
  }

  @Test
  void colourIsTakenOutUnderLettersAndOnlyThere() {
    var picture = shown(CLOCK, Raw.luma(FORMAT, 77), EVENING);
    int width = FORMAT.width();
    int luma = width * FORMAT.height();
    int neutral = 0;
    for (int i = 0; i < luma / 4; i++) {
      int first = i / (width / 2) * 2 * width + i % (width / 2) * 2;
      boolean lettered =
          picture[first] != 77
              || picture[first + 1] != 77
              || picture[first + width] != 77
              || picture[first + width + 1] != 77;
      int expected = lettered ? 128 : 77;
      assertEquals(expected, picture[luma + i] & 255);
      assertEquals(expected, picture[luma + luma / 4 + i] & 255);
      neutral += lettered ? 1 : 0;
    }
    assertTrue(neutral > 250, neutral + " chroma samples");
  }

  @Test
  void itChangesExactlyWithEachSecond() {
    try (var filter = new Filter(config(CLOCK), FORMAT, ZoneOffset.UTC);
        var pool = new PicturePool(FORMAT, 1)) {
      var before = "";
      int changes = 0;
      for (long at = EVENING; at < EVENING + 3_000_000; at += 66_667) {
        var now = captioned(filter, pool, at);
        boolean nextSecond = at / 1_000_000 != (at - 66_667) / 1_000_000;
        assertEquals(before.isEmpty() || nextSecond, !now.equals(before), "at " + at);
        changes += now.equals(before) ? 0 : 1;
        before = now;
      }
      assertEquals(3, changes);
      assertEquals(captioned(filter, pool, EVENING), captioned(filter, pool, EVENING + 999_999));
    }
  }

  /// Of what changes with the second, all is in the last two letters: nothing moves.
  @Test
  void digitsStayWhereTheyAre() {
    var one = shown(CLOCK, Raw.luma(FORMAT, 128), EVENING);
    var two = shown(CLOCK, Raw.luma(FORMAT, 128), EVENING + 6_000_000);
    int first = FORMAT.width();
    int last = 0;
    for (int i = 0; i < FORMAT.width() * FORMAT.height(); i++) {
      if (one[i] != two[i]) {
        first = Math.min(first, i % FORMAT.width());
        last = Math.max(last, i % FORMAT.width());
      }
    }
    // 05 and 11: 7 is the margin, 7 a letter's width at this size, 25 letters in all
    assertTrue(first >= 7 + 23 * 7 && last < 7 + 25 * 7, first + " to " + last);
  }

  @Test
  void localTimeOnTheNightsTheClocksChange() {
    var berlin = ZoneId.of("Europe/Berlin");
    assertShows("2026-03-29 01:59:59", "2026-03-29T00:59:59Z", berlin);
    assertShows("2026-03-29 03:00:00", "2026-03-29T01:00:00Z", berlin);
    assertShows("2026-10-25 02:59:59", "2026-10-25T00:59:59Z", berlin);
    assertShows("2026-10-25 02:00:00", "2026-10-25T01:00:00Z", berlin);
    assertShows("2026-10-25 03:00:00", "2026-10-25T02:00:00Z", berlin);
    assertShows("1969-12-31 23:59:59", "1969-12-31T23:59:59.999999Z", ZoneOffset.UTC);
  }

  private static void assertShows(String text, String captured, ZoneId zone) {
    var time = new Overlay("", true, Corner.TOP_LEFT, Size.SMALL);
    var label = new Overlay(text, false, Corner.TOP_LEFT, Size.SMALL);
    var background = Raw.luma(FORMAT, 128);
    assertArrayEquals(
        shown(label, background.clone(), 0),
        Raw.filtered(config(time), FORMAT, background.clone(), micros(captured), zone),
        text);
  }

  @Test
  void whatDoesNotFitIsCutAndTheLabelFirst() {
    var both = new Overlay("Front door", true, Corner.TOP_LEFT, Size.SMALL);
    assertEquals("[Front door  ]19", fitted(both, 31));
    assertEquals("[Front do\u2026  ]19", fitted(both, 30));
    assertEquals("[F\u2026  ]19", fitted(both, 23));
    assertEquals("[]19", fitted(both, 22));
    assertEquals("[]5", fitted(both, 5));
    var label = new Overlay("Front door", false, Corner.TOP_LEFT, Size.SMALL);
    assertEquals("[Front door]0", fitted(label, 10));
    assertEquals("[Front do\u2026]0", fitted(label, 9));
    assertEquals("[\u2026]0", fitted(label, 1));
  }

  private static String fitted(Overlay overlay, int columns) {
    var text = CaptionText.of(overlay, columns);
    return "[" + text.label() + "]" + text.timeLength();
  }

  @Test
  void everyOverlayFitsIntoEveryPicture() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var format = Raw.anyFormat(random);
      var overlay =
          new Overlay(
              "W".repeat(random.nextInt(1, 41)),
              random.nextBoolean(),
              Corner.values()[random.nextInt(4)],
              Size.values()[random.nextInt(3)]);
      var picture = shown(overlay, format, Raw.luma(format, 128), EVENING);
      var message = "%s, %s, seed %d".formatted(overlay, format, seed);
      assertTrue(letters(picture).length() > 10, message);
    }
  }

  @Test
  void itStandsInItsCorner() {
    for (var corner : Corner.values()) {
      var picture =
          shown(new Overlay("X", false, corner, Size.LARGE), Raw.luma(FORMAT, 128), EVENING);
      for (int i = 0; i < FORMAT.width() * FORMAT.height(); i++) {
        if ((picture[i] & 255) != 128) {
          assertEquals(corner.isLeft(), i % FORMAT.width() < FORMAT.width() / 2);
          assertEquals(corner.isTop(), i / FORMAT.width() < FORMAT.height() / 2);
        }
      }
    }
  }

  /// But spaces; the soft hyphen, which is a hyphen; and O, which is a nought as on a typewriter.
  @Test
  void everyPrintableCharacterIsALetterOfItsOwn() {
    try (var arena = Arena.ofConfined()) {
      for (int unit = 1; unit <= 4; unit++) {
        var lettering = new Lettering(unit, arena);
        var seen = new HashMap<String, Integer>();
        for (int c = 0x20; c <= 0xff; c++) {
          if (Overlay.isPrintable(c) && c != 0x20 && c != 0xa0 && c != 0xad && c != 'O') {
            var letter = lettering.of((char) c);
            var cell = Arrays.toString(letter.luma.toArray(ValueLayout.JAVA_BYTE));
            assertTrue(letter.runs.length > 0, "nothing drawn");
            assertNull(seen.put(cell, c), "U+%04X looks like another".formatted(c));
          }
        }
        assertEquals(0, lettering.of(' ').runs.length);
      }
    }
  }

  @Test
  void aLetterKeepsToItsCell() {
    try (var arena = Arena.ofConfined()) {
      for (int unit = 1; unit <= 6; unit++) {
        var lettering = new Lettering(unit, arena);
        for (int c = 0x20; c <= 0xff; c++) {
          var cell = lettering.of((char) c).luma;
          for (int x = 0; x < lettering.width(); x++) {
            assertNotLight(cell, x);
            assertNotLight(cell, (lettering.height() - 1L) * lettering.width() + x);
          }
          for (int y = 0; y < lettering.height(); y++) {
            assertNotLight(cell, (long) y * lettering.width());
            assertNotLight(cell, (long) y * lettering.width() + lettering.width() - 1);
          }
        }
      }
    }
  }

  private static void assertNotLight(MemorySegment cell, long at) {
    assertTrue((cell.get(ValueLayout.JAVA_BYTE, at) & 255) < 128);
  }

  @Test
  void whatCannotBeShownIsRefused() {
    assertEquals("an overlay's label has at most 40 characters: 41", refusal("x".repeat(41), true));
    assertEquals("an overlay shows a label, the time, or both", refusal(" ", false));
    assertEquals(
        "an overlay's label is made of printable Latin-1 characters, which U+20AC is not",
        refusal("5 \u20ac", true));
    assertEquals(
        "an overlay's label is made of printable Latin-1 characters, which U+000A is not",
        refusal("a\nb", true));
  }

  private static String refusal(String label, boolean time) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> new Overlay(label, time, Corner.TOP_LEFT, Size.SMALL))
            .getMessage());
  }

  private static String captioned(Filter filter, PicturePool pool, long captured) {
    var picture = Raw.take(pool);
    picture.memory().fill((byte) 128);
    picture.stamp(0, captured);
    filter.apply(picture, picture);
    var drawn = letters(picture.memory().toArray(ValueLayout.JAVA_BYTE));
    picture.release();
    return drawn;
  }

  /// Where the lightest samples are.
  private static String letters(byte[] picture) {
    var text = new StringBuilder();
    for (int i = 0; i < picture.length * 2 / 3; i++) {
      if ((picture[i] & 255) == Lettering.LIGHT) {
        text.append(i).append(' ');
      }
    }
    return text.toString();
  }

  private static byte[] shown(Overlay overlay, byte[] background, long captured) {
    return shown(overlay, FORMAT, background, captured);
  }

  private static byte[] shown(
      Overlay overlay, PictureFormat format, byte[] background, long captured) {
    return Raw.filtered(config(overlay), format, background, captured, ZoneOffset.UTC);
  }

  private static FilterConfig config(Overlay overlay) {
    return new FilterConfig(Turn.NONE, false, List.of(), Optional.of(overlay));
  }

  private static long micros(String instant) {
    var at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }
}
