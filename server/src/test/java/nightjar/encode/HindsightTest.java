package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
  private final List<AccessUnit> published = Collections.synchronizedList(new ArrayList<>());
  private final List<String> behind = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore considered = new Semaphore(0);
  private final CountDownLatch hurdle = new CountDownLatch(1);
  private final long epoch = clock.ticks();
  private volatile boolean wanted = true;
  private volatile boolean every;
  private volatile boolean breaks;
  private volatile int stopsAt = -1; // number of the picture whose encoding waits for the hurdle
  private volatile int comeWhileEncoding; // pictures, one for each that is encoded
  private volatile int number; // of the next picture

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
    awaitPublished("0I 1 2 3 4 5 6");
    assertEquals(0, encoding.leftOut());
  }

  @Test
  void butForWhatIsOlderThanItsBounds() throws Exception {
    encoding.use(new QuietSettings(true, Duration.ofSeconds(1), Duration.ofMillis(200)));
    offer("--------s");
    awaitPublished("0I 5 6 7 8");
    assertEquals(4, encoding.leftOut());
  }

  @Test
  void andForWhatCameBeforeAPictureOfTheTrickle() throws Exception {
    offer("-------s");
    awaitPublished("0I 5 6 7");
    assertEquals(4, encoding.leftOut());
  }

  @Test
  void eachKeepsItsTimes() throws Exception {
    offer("-------s-s");
    awaitPublished("0I 5 6 7 8 9");
    assertEquals(
        List.of(9_000L, 54_000L, 63_000L, 72_000L, 81_000L, 90_000L),
        published.stream().map(unit -> unit.pts().ticks()).toList());
    assertEquals(
        List.of(45_000, 45_000, 9_000, 9_000, 9_000, 9_000),
        published.stream().map(AccessUnit::duration).toList());
  }

  @Test
  void anIdrThatIsAskedForShowsNow() throws Exception {
    offer("-------");
    awaitPublished("0I 5");
    encoding.requestIdr();
    offer("-");
    awaitPublished("0I 5 7I");
    offer("-s");
    awaitPublished("0I 5 7I 8 9");
  }

  @Test
  void anIdrThatIsAskedForAsItStirsIsTheOldest() throws Exception {
    offer("--------");
    awaitPublished("0I 5");
    encoding.requestIdr();
    offer("s");
    awaitPublished("0I 5 6I 7 8");
  }

  @Test
  void whoWantsEveryPictureIsToldNothingOld() throws Exception {
    offer("---");
    every = true;
    offer("-");
    awaitPublished("0I 3");
    assertEquals(2, encoding.leftOut());
    every = false;
    offer("-");
    offer("s");
    awaitPublished("0I 3 4 5");
  }

  @Test
  void picturesOfAnotherFormatAreLetGo() throws Exception {
    offer("---");
    offer(otherPool, true);
    awaitPublished("0I 3I");
    pool.close();
    assertEquals(0, pool.made());
  }

  @Test
  void nothingIsHeldForNobody() throws Exception {
    offer("---");
    wanted = false;
    offer("-".repeat(50)); // somebody might come back
    offer(pool, false);
    awaitNothingHeld();
    wanted = true;
    offer("s");
    await(() -> published().endsWith(" 54I"), this::published);
  }

  @Test
  void whatWasBeforeTheCameraWasSwitchedOffIsNeverShown() throws Exception {
    offer("---");
    encoding.forget();
    offer("-s");
    awaitPublished("0I 3 4");
    assertEquals(2, encoding.leftOut());
  }

  @Test
  void nothingIsHeldAfterAFailure() throws Exception {
    offer("---");
    awaitPublished("0I");
    breaks = true;
    offer("s");
    awaitNothingHeld();
    breaks = false;
    offer("s");
    awaitPublished("0I 4I");
  }

  @Test
  void whatComesWhileItCatchesUpWaitsInLine() throws Exception {
    offer("---");
    stopsAt = 1;
    offer("s");
    offer(pool, true);
    hurdle.countDown();
    awaitPublished("0I 1 2 3 4");
    assertEquals(0, encoding.counts().dropped.get());
  }

  /// An encoder just as fast as the camera stays behind by what was held back, for two seconds.
  @Test
  void whoCannotCatchUpGoesOnWithWhatIsNew() throws Exception {
    offer("---");
    awaitPublished("0I");
    comeWhileEncoding = 40;
    offer("s");
    await(() -> published().endsWith(" 43"), this::published);
    assertEquals("1:3 2:3 3:3", String.join(" ", behind.subList(1, 4)));
    assertEquals(
        "40:1 41:1 42:1 43:0", String.join(" ", behind.subList(behind.size() - 4, behind.size())));
    assertTrue(encoding.counts().dropped.get() <= 3, () -> "dropped " + encoding.counts().dropped);
  }

  @Test
  void whatIsOldWhenItStirsIsNotShown() throws Exception {
    offer("---");
    number += 10; // the camera paused
    offer("s");
    awaitPublished("0I 13");
    assertEquals(2, encoding.leftOut());
  }

  /// Offers them, and waits for each until the encoder's thread has decided.
  private void offer(String told) throws InterruptedException {
    for (char c : told.toCharArray()) {
      considered.drainPermits();
      offer(pool, c == 's');
      assertTrue(considered.tryAcquire(20, TimeUnit.SECONDS), "nobody took the picture");
    }
  }

  private void offer(PicturePool from, boolean stirs) {
    clock.pass(Duration.ofNanos(INTERVAL));
    var picture = from.take();
    assertNotNull(picture);
    int mine = number;
    number = mine + 1;
    picture.stamp(epoch + (mine + 1) * INTERVAL, mine);
    encoding.offer(picture, stirs);
    picture.release();
  }

  private String published() {
    return String.join(
        " ",
        List.copyOf(published).stream().map(u -> u.captured() + (u.idr() ? "I" : "")).toList());
  }

  private void awaitPublished(String expected) throws InterruptedException {
    await(() -> published().length() >= expected.length(), () -> expected + " but " + published());
    assertEquals(expected, published());
  }

  private void awaitNothingHeld() throws InterruptedException {
    await(() -> idle() == pool.made(), () -> "of " + pool.made() + " are free " + idle());
  }

  private int idle() {
    var all = new ArrayList<Picture>();
    int made = pool.made();
    while (all.size() < made && pool.take() instanceof Picture free) {
      all.add(free);
    }
    all.forEach(Picture::release);
    return all.size();
  }

  private static void await(BooleanSupplier holds, Supplier<String> otherwise)
      throws InterruptedException {
    for (int tries = 0; !holds.getAsBoolean(); tries++) {
      assertTrue(tries < 4000, otherwise);
      Thread.sleep(5);
    }
  }

  private final class Numbering implements Encoder {
    private boolean any;

    @Override
    public void encode(Picture picture, boolean idr, Output out) throws IOException {
      if (breaks) {
        throw new IOException("broken");
      }
      if (picture.captured() == stopsAt) {
        waitAtHurdle();
      }
      if (comeWhileEncoding > 0) {
        comeWhileEncoding--;
        offer(pool, true);
      }
      behind.add(picture.captured() + ":" + (number - 1 - picture.captured()));
      out.unit(MemorySegment.ofArray(new byte[] {1}), idr || !any);
      any = true;
    }

    private void waitAtHurdle() throws IOException {
      try {
        hurdle.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    @Override
    public void close() {}
  }

  private final class Published implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      published.add(unit);
      return true;
    }

    @Override
    public void interrupt() {}
  }

  private final class Watching implements Audience {
    @Override
    public int size() {
      return wanted ? 1 : 0;
    }

    @Override
    public boolean wantsEvery() {
      boolean answer = every; // before the test may change it
      considered.release();
      return answer;
    }
  }
}
