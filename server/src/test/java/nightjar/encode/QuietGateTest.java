package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A row is what the gate is told of pictures at 10 a second, one letter each: `s` something stirs,
/// `-` nothing does, `f` somebody wants every picture, `i` somebody waits for this one. Below it is
/// what became of each: `F` encoded at full rate, `q` as one of a trickle, `.` left out.
class QuietGateTest {
  private static final QuietSettings SETTINGS =
      new QuietSettings(true, Duration.ofMillis(500), Duration.ofMillis(300));

  @Test
  void aQuietSceneIsATrickle() {
    check("---------------", "q....q....q....");
  }

  @Test
  void fullRateBeginsWithTheVeryPictureThatStirsAndLingers() {
    check("-------s-----------", "q....q.FFFFq....q..");
    check("--s-s-s-----", "q.FFFFFFFFq.");
  }

  @Test
  void theFirstQuietPictureIsEncodedWheneverTheLastCame() {
    check("s---" + "------", "FFFF" + "q....q");
  }

  @Test
  void whoWantsEveryPictureGetsThem() {
    check("---fff------", "q..FFFq....q");
  }

  @Test
  void whoWaitsIsNotKeptWaitingAndTheTrickleGoesOnFromThere() {
    check("--i---------", "q.q....q....");
    check("--iii-------", "q.qqq....q..");
  }

  @Test
  void switchedOffEveryPictureIsEncoded() {
    check(QuietSettings.OFF, "------", "FFFFFF", 100);
  }

  @Test
  void aTrickleKeepsItsPaceWhenPicturesComeALittleEarlyOrLate() {
    check(SETTINGS, "------------------", "q....q...q....q...", 112);
    check(SETTINGS, "-----------", "q....q....q", 97);
  }

  @Test
  void lingeringForNoTimeIsForThePictureThatStirs() {
    var settings = new QuietSettings(true, Duration.ofMillis(500), Duration.ZERO);
    check(settings, "--s--s", "q.Fq.F", 100);
  }

  @Test
  void neverStallsAndNeverHoldsBackWhatStirs() {
    var random = new Random(7);
    var gate = new QuietGate();
    long stirred = QuietGate.NEVER;
    long encoded = 0;
    for (long ticks = 0;
        ticks < 2_000_000_000_000L;
        ticks += 20_000_000 + random.nextInt(60_000_000)) {
      boolean stirs = random.nextInt(40) == 0;
      stirred = stirs ? ticks : stirred;
      boolean takes = gate.takes(SETTINGS, ticks, stirred, false, false);
      encoded = takes ? ticks : encoded;
      assertEquals(true, takes || !stirs, "held back at " + ticks);
      assertEquals(true, ticks - encoded <= 600_000_000, "nothing since " + encoded);
    }
  }

  private static void check(String told, String expected) {
    check(SETTINGS, told, expected, 100);
  }

  private static void check(QuietSettings settings, String told, String expected, long millis) {
    var gate = new QuietGate();
    var got = new StringBuilder();
    long stirred = QuietGate.NEVER;
    for (int i = 0; i < told.length(); i++) {
      long ticks = 5_000_000_000L + i * millis * 1_000_000;
      char c = told.charAt(i);
      stirred = c == 's' ? ticks : stirred;
      boolean takes = gate.takes(settings, ticks, stirred, c == 'f', c == 'i');
      got.append(takes ? gate.isQuiet() ? 'q' : 'F' : '.');
    }
    assertEquals(expected, got.toString());
  }
}
