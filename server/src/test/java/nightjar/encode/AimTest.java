package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Random;
import nightjar.encode.Aim.Needs;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an encoder that is set to 2 Mbit/s and 30 pictures a second, of a source with 15, is asked
/// for.
class AimTest {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final EncodeSettings SET =
      new EncodeSettings(2_000_000, 30, Duration.ofSeconds(2));
  private static final Aim AIM = new Aim(SET, 200_000, 1_000_000);
  private static final long SECOND = 1_000_000_000;

  /// Long after the last change.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # viewers take | recorded | rate | bits | asked for
            all          | no       | 1    | 1    | 2000k 30
            0            | no       | 1    | 1    | 2000k 30
            900k         | no       | 1    | 1    | 900k 30
            1900k        | no       | 1    | 1    | 2000k 30
            10k          | no       | 1    | 1    | 200k 7.2
            100k         | yes      | 1    | 1    | 1000k 30
            all          | no       | 1    | 0.5  | 1000k 30
            all          | no       | 1    | 0.05 | 200k 7.2
            all          | yes      | 1    | 0.25 | 1000k 30
            all          | no       | 0.5  | 1    | 2000k 7.5
            all          | yes      | 0.5  | 1    | 2000k 7.5
            700k         | no       | 0.2  | 0.5  | 700k 3
            300k         | no       | 1    | 1    | 300k 10.9
            10k          | no       | 0.25 | 1    | 200k 3.8
          """)
  void asksFor(String takes, String recorded, double rate, double bits, String asked) {
    var needs = new Needs(bits(takes), recorded.equals("yes"), rate, bits);
    assertEquals(asked, words(AIM.next(AIM.start(0), needs, FORMAT, 10 * SECOND)));
  }

  @Test
  void goesDownAtOnceAndUpAfterAWhile() {
    var state = AIM.start(0);
    state = AIM.next(state, takes("1M"), FORMAT, 0);
    assertEquals("1000k 30", words(state));
    state = AIM.next(state, takes("600k"), FORMAT, SECOND / 2);
    assertEquals("600k 30", words(state));
    state = AIM.next(state, takes("1500k"), FORMAT, 5 * SECOND);
    assertEquals("600k 30", words(state));
    state = AIM.next(state, takes("1500k"), FORMAT, 11 * SECOND / 2);
    assertEquals("1500k 30", words(state));
  }

  @Test
  void aSmallChangeIsNoneButForTheLastOneUp() {
    var state = AIM.next(AIM.start(0), takes("1M"), FORMAT, 0);
    assertEquals("1000k 30", words(AIM.next(state, takes("1140k"), FORMAT, 60 * SECOND)));
    assertEquals("1000k 30", words(AIM.next(state, takes("860k"), FORMAT, 60 * SECOND)));
    state = AIM.next(state, takes("1900k"), FORMAT, 60 * SECOND);
    assertEquals("1900k 30", words(state));
    assertEquals("2000k 30", words(AIM.next(state, takes("all"), FORMAT, 120 * SECOND)));
  }

  /// However little it is raised by, and however short a while ago it was lowered.
  @Test
  void neverBelowWhatARecordingNeedsOnceThereIsOne() {
    var aim = new Aim(SET, 200_000, 220_000);
    var state = aim.next(aim.start(0), takes("10k"), FORMAT, 0);
    assertEquals("200k 7.2", words(state));
    state = aim.next(state, new Needs(10_000, true, 1, 1), FORMAT, SECOND / 2);
    assertEquals("220k 8", words(state));
  }

  /// What the source does not deliver anyway is no change.
  @Test
  void aRateIsComparedWithWhatTheSourceDelivers() {
    var state = AIM.next(AIM.start(0), new Needs(Long.MAX_VALUE, false, 0.9, 1), FORMAT, SECOND);
    assertEquals("2000k 30", words(state));
  }

  /// However viewers come and go: between the bounds, and seldom up.
  @Test
  void isAlwaysWithinItsBoundsAndSeldomRaised() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var state = AIM.start(0);
    long raised = -SECOND * 5;
    for (int look = 0; look < 20_000; look++) {
      long ticks = look * SECOND / 2;
      boolean records = random.nextInt(4) == 0;
      var needs =
          new Needs(
              random.nextInt(5_000_000),
              records,
              0.1 + 0.9 * random.nextDouble(),
              random.nextDouble());
      var next = AIM.next(state, needs, FORMAT, ticks);
      int bitrate = next.asked().bitrate();
      var said = "seed " + seed + ", look " + look + ": " + next;
      int floor = records ? AIM.recorded() : AIM.least();
      assertEquals(Math.clamp(bitrate, floor, 2_000_000), bitrate, said);
      boolean tooLow = state.asked().bitrate() < floor;
      if (tooLow) {
        raised = ticks;
      } else if (bitrate > state.asked().bitrate() && next.asked().fps() >= state.asked().fps()) {
        assertEquals(true, ticks - raised >= 5 * SECOND, said);
        raised = ticks;
      }
      state = next;
    }
  }

  @Test
  void boundsAreInOrder() {
    assertThrows(IllegalArgumentException.class, () -> new Aim(SET, 2_000_001, 2_000_001));
    assertThrows(IllegalArgumentException.class, () -> new Aim(SET, 500_000, 400_000));
    assertEquals(500_000, Aim.of(SET).least());
    assertEquals(1_000_000, Aim.of(SET).recorded());
  }

  private static Needs takes(String bits) {
    return new Needs(bits(bits), false, 1, 1);
  }

  private static long bits(String text) {
    return text.equals("all")
        ? Long.MAX_VALUE
        : Long.parseLong(text.replace("k", "000").replace("M", "000000"));
  }

  private static String words(Aim.State state) {
    var asked = state.asked();
    var fps = String.valueOf(Math.round(asked.fps() * 10) / 10.0).replaceFirst("\\.0$", "");
    return asked.bitrate() / 1000 + "k " + fps;
  }
}
