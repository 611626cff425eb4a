package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightjar.Await;
import nightjar.base.FakeClock;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pictures come at 10 a second of pretended time and are numbered from 0. Of a scene at a trickle,
/// half a second apart, up to four are held back. What was published is a row of their numbers.
class HindsightTest {
  private static final PictureFormat FORMAT = new PictureFormat(32, 16, 10, Colour.SYCC);
  private static final PictureFormat OTHER = new PictureFormat(64, 16, 10, Colour.SYCC);
  private static final long INTERVAL = 100_000_000;
  private static final QuietSettings QUIET =
      new QuietSettings(true, Duration.ofMillis(500), Duration.ofMillis(200));
  private static final Hindsight FOUR = new Hindsight(Duration.ofMillis(300), 100_000);

  private final FakeClock clock = new FakeClock();
  private final PicturePool pool = new PicturePool(FORMAT, 8);
  private final PicturePool otherPool = new PicturePool(OTHER, 8);
  private final List<String> published = new ArrayList<>(); // guarded by itself
  private final List<Long> times = new ArrayList<>(); // guarded by itself
  private final long epoch = clock.ticks();
  private volatile boolean wanted = true;
  private volatile boolean every;
  private volatile boolean breaks;
  private volatile CountDownLatch hurdle = new CountDownLatch(0);
  private volatile int atHurdle = -1;
  private volatile long taken; // ticks of the newest picture the encoder was given
  private int number;

  private final Encoding encoding =
      new Encoding(
          "test",
          new EncodeSettings(100_000, 10, Duration.ofSeconds(2)),
          (_, _) -> new Numbering(),
          new Watching(),
          new Published(),
          clock,
          epoch);

  HindsightTest() {
    encoding.use(QUIET);
    encoding.use(FOUR);
    encoding.start();
  }

  @AfterEach
  void everyPictureGoesBack() {
    encoding.close();
    pool.close();
    otherPool.close();
    assertEquals(0, pool.made() + otherPool.made(), "held after the end");
  }

  @Test
  void whatWasLeftOutComesFirstWhenItStirs() throws Exception {
    offer("----s--");
    assertEquals("0I 1 2 3 4 5 6", published());
    assertEquals(0, encoding.leftOut());
  }

  @Test
  void butForWhatIsOlderThanItsBounds() throws Exception {
    encoding.use(new QuietSettings(true, Duration.ofSeconds(1), Duration.ofMillis(200)));
    offer("--------s");
    assertEquals("0I 5 6 7 8", published());
    assertEquals(4, encoding.leftOut());
  }

  @Test
  void andForWhatCameBeforeAPictureOfTheTrickle() throws Exception {
    offer("-------s");
    assertEquals("0I 5 6 7", published());
    assertEquals(4, encoding.leftOut());
  }

  @Test
  void eachKeepsItsTimes() throws Exception {
    offer("-------s-s");
    synchronized (published) {
      assertEquals(published.size(), times.size());
      for (int i = 1; i < times.size(); i++) {
        assertTrue(times.get(i) > times.get(i - 1), () -> "media time grows: " + times);
      }
      assertEquals(9 * 9_000L + 9_000, times.getLast());
    }
  }

  @Test
  void anIdrThatIsAskedForBeginsWithTheOldest() throws Exception {
    offer("------");
    encoding.requestIdr();
    offer("-");
    assertEquals("0I 5 6I", published());
    offer("-");
    offer("s");
    assertEquals("0I 5 6I 7 8", published());
  }

  @Test
  void whoWantsEveryPictureIsToldNothingOld() throws Exception {
    offer("---");
    every = true;
    offer("-");
    assertEquals("0I 3", published());
    assertEquals(2, encoding.leftOut());
    every = false;
    offer("-");
    offer("s");
    assertEquals("0I 3 4 5", published());
  }

  @Test
  void picturesOfAnotherFormatAreLetGo() throws Exception {
    offer("---");
    offer(otherPool, true);
    assertEquals("0I 3I", published());
    pool.close();
    assertEquals(0, pool.made());
  }

  @Test
  void nothingIsHeldForNobody() throws Exception {
    offer("---");
    wanted = false;
    offer("-".repeat(60));
    awaitNothingHeld();
    wanted = true;
    offer("s");
    assertTrue(published().endsWith(" 63I"), this::published);
  }

  @Test
  void nothingIsHeldAfterAFailure() throws Exception {
    offer("---");
    breaks = true;
    offer("s");
    awaitNothingHeld();
    breaks = false;
    offer("s");
    assertEquals("0I 4I", published());
  }

  @Test
  void whatComesWhileItCatchesUpWaitsInLine() throws Exception {
    offer("---");
    hurdle = new CountDownLatch(1);
    atHurdle = 1;
    offer(pool, true, false); // 3
    awaitTaken(1);
    offer(pool, true, false); // 4
    hurdle.countDown();
    awaitPublished("0I 1 2 3 4");
    assertEquals(0, encoding.counts().dropped.get());
  }

  @Test
  void anEncoderThatCannotCatchUpIsNeverFurtherBehindThanItsBounds() throws Exception {
    offer("---");
    clock.pass(Duration.ofSeconds(3)); // the camera paused, and what was held is old
    number += 30;
    offer("s");
    assertEquals("0I 33", published());
    assertEquals(2, encoding.leftOut());
  }

  private void offer(String told) throws InterruptedException {
    for (char c : told.toCharArray()) {
      offer(pool, c == 's');
    }
  }

  private void offer(PicturePool from, boolean stirs) throws InterruptedException {
    offer(from, stirs, true);
  }

  private void offer(PicturePool from, boolean stirs, boolean await) throws InterruptedException {
    clock.pass(Duration.ofNanos(INTERVAL));
    var picture = from.take();
    assertNotNull(picture);
    picture.stamp(epoch + (number++ + 1) * INTERVAL, 0);
    encoding.offer(picture, stirs);
    picture.release();
    if (await) {
      encoding.awaitIdle();
    }
  }

  private String published() {
    synchronized (published) {
      return String.join(" ", published);
    }
  }
}
