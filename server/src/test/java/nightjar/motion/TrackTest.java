package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrackTest {
  private static final long STEP = 100_000_000; // nanoseconds

  private final Track track = new Track(Grid.of(320, 240));
  private long ticks;

  private static Blob blob(int left, int top, int right, int bottom) {
    var blob = new Blob();
    blob.start();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        blob.add(x, y, Background.AT_THRESHOLD, true);
      }
    }
    return blob;
  }

  private Evidence see(Blob blob) {
    if (ticks == 0) {
      track.open(1, blob, ticks);
    }
    track.beginLook();
    track.add(blob);
    track.endLook(ticks, 0.1f);
    ticks += STEP;
    return track.evidence();
  }

  @Test
  void goesAsFarAsTheEndThatWentLess() {
    see(blob(10, 10, 14, 20));
    see(blob(12, 10, 16, 20));
    assertEquals(3, see(blob(13, 10, 19, 20)).shiftX());
  }

  @Test
  void anEndAtThePicturesRimGoesAlong() {
    see(blob(0, 10, 3, 20));
    assertEquals(2, see(blob(0, 10, 5, 20)).shiftX());
    assertEquals(0, track.evidence().shiftY());
  }

  @Test
  void joiningWithSomethingIsNoWayThatWasGone() {
    see(blob(10, 10, 14, 20));
    see(blob(10, 10, 14, 20));
    var joined = see(blob(10, 10, 30, 20));
    assertEquals(0, joined.shiftX());
    assertEquals(1, joined.growth());
    assertEquals(0, joined.travel());
  }

  /// It grew little by little to more than it loses at once: there is no less than one block to
  /// have begun with.
  @Test
  void growthIsANumberWhateverItJoinsAndParts() {
    see(blob(10, 10, 12, 12));
    see(blob(10, 10, 13, 12));
    see(blob(10, 10, 15, 12));
    see(blob(10, 10, 18, 12));
    var parted = see(blob(10, 10, 12, 12));
    assertEquals(2, parted.growth());
  }

  @Test
  void isStillASecondAfterItsLastChange() {
    var still = blob(10, 10, 14, 20);
    see(still);
    still.changed = 0;
    for (int i = 0; i < 10; i++) {
      see(still);
    }
    assertFalse(track.still());
    see(still);
    assertTrue(track.still());
  }

  @Test
  void fitsWhereItShouldBeByNow() {
    for (int x = 10; x < 30; x += 4) {
      see(blob(x, 10, x + 4, 14));
    }
    assertTrue(track.fit(blob(30, 10, 34, 14), 0.1f) > track.fit(blob(22, 10, 26, 14), 0.1f));
    assertEquals(0, track.fit(blob(10, 10, 14, 14), 0.1f));
    assertEquals(0, track.fit(blob(30, 30, 34, 34), 0.1f));
  }
}
