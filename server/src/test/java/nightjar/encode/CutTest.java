package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import nightjar.base.FakeClock;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Cuts from one busy scene to another, by the real encoder, at a rate that is far too little for
/// them: without a bound 1.8 times as many bits came as were asked for, and 2.7 times in the worst
/// second.
class CutTest {
  private static final PictureFormat FORMAT = new PictureFormat(640, 360, 15, Colour.SYCC);
  private static final int RATE = 100_000;
  private static final int SECONDS = 20;

  private record Coded(double seconds, long bits) {}

  private final FakeClock clock = new FakeClock();
  private final PicturePool pool = new PicturePool(FORMAT, 1);
  private final List<Coded> coded = new ArrayList<>();
  private final Encoding encoding =
      new Encoding(
          "test",
          new EncodeSettings(RATE, 15, Duration.ofSeconds(2)),
          OpenH264::open,
          () -> 1,
          new Counted(),
          clock,
          clock.ticks());

  @AfterEach
  void close() {
    encoding.close();
    pool.close();
  }

  @Test
  void neverBurstsPastTheBound() throws Exception {
    encoding.boundBursts();
    encoding.start();
    var scenes = List.of(new BusyScene(FORMAT, 1), new BusyScene(FORMAT, 2));
    for (int i = 0; i < SECONDS * 15; i++) {
      clock.pass(Duration.ofNanos(1_000_000_000 / 15));
      var picture = free();
      scenes.get(i / 7 % 2).draw(picture);
      picture.stamp(clock.ticks(), 0);
      encoding.offer(picture);
      picture.release();
    }
    free().release();
    long largest = coded.stream().mapToLong(Coded::bits).max().orElseThrow();
    assertTrue(largest < RATE, largest + " bits in one picture");
    assertTrue(encoding.counts().skipped.get() > 0, "this would need no bound");
    assertTrue(coded.size() >= SECONDS * 4, () -> "only " + coded.size() + " pictures");
    assertBounded(1, largest);
    assertBounded(2, largest);
    assertBounded(5, largest);
  }

  private void assertBounded(double window, long largest) {
    for (var first : coded) {
      long bits =
          coded.stream()
              .filter(c -> c.seconds >= first.seconds && c.seconds <= first.seconds + window)
              .mapToLong(Coded::bits)
              .sum();
      double most = (Burst.LEAKS * window + Burst.HOLDS) * RATE + largest;
      assertTrue(bits <= most, () -> bits + " bits in " + window + " s from " + first);
    }
  }

  /// There is one picture, so it can be had again only when the encoder has let it go.
  private Picture free() {
    for (int tries = 0; tries < 20_000; tries++) {
      var picture = pool.take();
      if (picture != null) {
        return picture;
      }
      LockSupport.parkNanos(500_000);
    }
    throw new AssertionError("the encoder keeps the picture");
  }

  private final class Counted implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      coded.add(new Coded(unit.pts().ticks() / 90_000.0, unit.data().byteSize() * 8));
      return true;
    }

    @Override
    public void interrupt() {}
  }
}
