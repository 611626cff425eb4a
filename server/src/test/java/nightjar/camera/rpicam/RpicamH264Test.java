package nightjar.camera.rpicam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Coding;
import nightjar.camera.RpicamOptions.Sensor;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpicamH264Test {
  private static final RpicamOptions OPTIONS =
      new RpicamOptions(
          0,
          320,
          240,
          50,
          Sensor.DEFAULT,
          Optional.of(new Coding(1_000_000, Duration.ofSeconds(1))));

  private static List<byte[]> units;

  @TempDir Path dir;

  @BeforeAll
  static void encode() {
    units = Openh264.encode("constrained_baseline", 320, 240, 20);
  }

  @Test
  void picturesComeWholeAndInOrder() throws Exception {
    expectPictures("nothing");
  }

  /// Several at once, and the time stamps long there.
  @Test
  void aChildThatHurriesIsFollowed() throws Exception {
    expectPictures("hurries");
  }

  /// With a time stamp of their own, as if they were a picture.
  @Test
  void parameterSetsAloneAreNoPicture() throws Exception {
    try (var source = open("headers-first")) {
      byte[] first = source.next().data().toArray(ValueLayout.JAVA_BYTE);
      assertArrayEquals(units.getFirst(), Arrays.copyOfRange(first, 6, first.length));
      for (int i = 1; i < 30; i++) {
        assertArrayEquals(
            units.get(i % 20), source.next().data().toArray(ValueLayout.JAVA_BYTE), "picture " + i);
      }
    }
  }

  /// Where the time stamps fail, a picture ends where the next begins.
  @Test
  void withoutTimeStampsTheNextPictureEndsOne() throws Exception {
    expectPictures("stampless");
  }

  /// By the time stamp, not by the picture that follows 20 ms later.
  @Test
  void aPictureIsHandedOutBeforeTheNextIsThere() throws Exception {
    try (var source = open("nothing")) {
      var waited = new ArrayList<Double>();
      for (int i = 0; i < 40; i++) {
        var picture = source.next();
        waited.add((System.nanoTime() - picture.ticks()) / 1e6);
      }
      Collections.sort(waited);
      assertTrue(waited.get(20) < 12, "median of milliseconds since it was taken: " + waited);
    }
  }

  private void expectPictures(String mode) throws Exception {
    try (var source = open(mode)) {
      assertEquals(320, source.format().width());
      for (int i = 0; i < 60; i++) {
        var picture = source.next();
        assertArrayEquals(
            units.get(i % 20), picture.data().toArray(ValueLayout.JAVA_BYTE), "picture " + i);
        assertEquals(i % 10 == 0, picture.idr(), "picture " + i);
      }
    }
  }

  private RpicamH264 open(String mode) throws IOException {
    var file = dir.resolve("coded");
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      for (var unit : units) {
        out.writeInt(unit.length);
        out.write(unit);
      }
    }
    FakeRpicam.install(dir.resolve("rpicam-vid"), mode, file);
    return new RpicamH264(OPTIONS, dir.toString(), Clock.SYSTEM);
  }
}
