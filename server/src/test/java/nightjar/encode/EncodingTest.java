package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.base.FakeClock;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pictures come at 10 a second of pretended time. What happened is written in one string: `o` an
/// encoder opened, `c` closed, `I` an IDR came out, `p` another picture, `|` an interruption, `!` a
/// failure, `=` new settings taken, `^` an interrupt, `.` a picture that led to nothing.
class EncodingTest {
  private static final PictureFormat FORMAT = new PictureFormat(32, 16, 10, Colour.SYCC);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final QuietSettings QUIET =
      new QuietSettings(true, Duration.ofMillis(500), Duration.ofMillis(300));

  private final FakeClock clock = new FakeClock();
  private final PicturePool pool = new PicturePool(FORMAT, 1);
  private final StringBuffer log = new StringBuffer();
  private final Semaphore letGo = new Semaphore(0);
  private volatile boolean wanted = true;
  private volatile boolean useful = true;
  private volatile int failures;
  private volatile boolean adjustable;
  private volatile boolean interrupted;
  private volatile AccessUnit last;
  private volatile EncodeSettings asked;
  private volatile boolean stirring = true;
  private volatile boolean every;
  private volatile int more;
  private Encoding encoding = encoding(10);

  private Encoding encoding(double fps) {
    return new Encoding(
        "test",
        new EncodeSettings(100_000, fps, Duration.ofSeconds(2)),
        (_, settings) -> {
          asked = settings;
          return new FakeEncoder();
        },
        new Watching(),
        new Published(),
        clock,
        clock.ticks());
  }

  @AfterEach
  void everyPictureGoesBack() {
    encoding.close();
    int made = pool.made();
    pool.close();
    assertEquals(0, pool.made(), "held after the end, of " + made);
  }

  @Test
  void restsBetweenPicturesThatStandAlone() throws Exception {
    encoding.restBetween();
    encoding.start();
    offer(2);
    wanted = false;
    offer(3);
    wanted = true;
    offer(2);
    assertEquals("o|Ip|..pp", log.toString());
  }

  /// Who is given a picture every few seconds is not told that all of them are as little.
  @Test
  void tellsWhatPicturesComeToAtFullRateHoweverFewAreWanted() throws Exception {
    encoding.restBetween();
    encoding.start();
    assertEquals(0, encoding.fullRate());
    for (int i = 0; i < 3; i++) {
      wanted = true;
      offer(1);
      assertEquals(10 * Byte.SIZE, encoding.fullRate());
      wanted = false;
      offer(30);
    }
  }

  @Test
  void encodesOnlyWhatIsWanted() throws Exception {
    wanted = false;
    encoding.start();
    offer(3);
    wanted = true;
    offer(3);
    assertEquals("...o|Ipp", log.toString());
  }

  @Test
  void staysOpenForAWhileWhenNobodyWantsItAnyMore() throws Exception {
    encoding.start();
    offer(2);
    wanted = false;
    offer(48);
    assertFalse(log.toString().contains("c"));
    offer(10);
    assertTrue(log.toString().contains("c|"), log::toString);
    wanted = true;
    offer(1);
    assertTrue(log.toString().endsWith("o|I"), log::toString);
  }

  @Test
  void anIdrComesWhenAskedForButNotTwiceInARow() throws Exception {
    encoding.start();
    offer(8);
    encoding.requestIdr();
    offer(2);
    encoding.requestIdr();
    offer(6);
    assertEquals("o|IpppppppIppppIpp", log.toString());
  }

  @Test
  void asksForAnIdrWhenNothingElseIsOfUse() throws Exception {
    encoding.start();
    useful = false;
    offer(7);
    assertTrue(log.toString().startsWith("o|IppppI"), log::toString);
  }

  @Test
  void opensAgainAfterAFailure() throws Exception {
    encoding.start();
    failures = 1;
    offer(3);
    assertEquals("o|!c|o|Ip", log.toString());
    assertEquals(Optional.empty(), encoding.problem());
    assertEquals(1, encoding.counts().failures.get());
  }

  @Test
  void saysWhyNothingIsEncoded() throws Exception {
    encoding.start();
    failures = 1;
    offer(1);
    assertEquals(Optional.of("broken"), encoding.problem());
    wanted = false; // and so nobody tries again
    assertEquals(Optional.empty(), encoding.problem());
  }

  @Test
  void newSettingsOpenTheEncoderAnewWithoutAnInterruption() throws Exception {
    encoding.start();
    offer(2);
    encoding.use(new EncodeSettings(200_000, 5, Duration.ofSeconds(2)));
    offer(4);
    assertEquals("o|IpcoI.p.", log.toString());
    assertEquals(200_000, asked.bitrate());
    assertEquals(18_000, last.duration());
  }

  @Test
  void newSettingsReachAnEncoderThatCanGoOnWithThem() throws Exception {
    adjustable = true;
    encoding.start();
    offer(2);
    encoding.use(new EncodeSettings(200_000, 5, Duration.ofSeconds(2)));
    offer(4);
    assertEquals("o|Ip=p.p.", log.toString());
    assertEquals(200_000, asked.bitrate());
    assertEquals(18_000, last.duration());
  }

  @Test
  void closesTheEncoderWhenInterruptedWhileItWaits() throws Exception {
    encoding.start();
    offer(1);
    interrupted = true;
    offer(1);
    encoding.close();
    assertEquals("o|I^c|", log.toString());
    assertEquals(0, encoding.counts().failures.get());
  }

  @Test
  void leavesOutPicturesBeyondItsRate() throws Exception {
    encoding.close();
    encoding = encoding(5);
    encoding.start();
    offer(6);
    assertEquals("o|I.p.p.", log.toString());
    assertEquals(18_000, last.duration());
  }

  @Test
  void neverAsksForMoreThanTheSourceDelivers() throws Exception {
    encoding.close();
    encoding = encoding(30);
    encoding.start();
    offer(3);
    assertEquals("o|Ipp", log.toString());
    assertEquals(10, asked.fps());
    assertEquals(9_000, last.duration());
  }

  @Test
  void mediaTimeIsTheClocks() throws Exception {
    encoding.start();
    offer(3);
    assertEquals(27_000, last.pts().ticks());
  }

  @Test
  void aQuietSceneIsEncodedAtATrickle() throws Exception {
    encoding.use(QUIET);
    encoding.start();
    offer(1);
    stirring = false;
    offer(12);
    assertEquals("o|Ippp" + "p....p...", log.toString());
    assertEquals(45_000, last.duration(), "to the one after");
    assertTrue(encoding.isQuiet());
    stirring = true;
    offer(3);
    assertEquals("o|Ippp" + "p....p..." + "ppp", log.toString());
    assertEquals(9_000, last.duration());
    assertFalse(encoding.isQuiet());
  }

  @Test
  void anIdrThatIsAskedForIsNotHeldBackForQuiet() throws Exception {
    stirring = false;
    encoding.use(QUIET);
    encoding.start();
    offer(6);
    encoding.requestIdr();
    offer(1);
    assertEquals("o|I....pI", log.toString());
  }

  @Test
  void whoJoinsGetsAPictureOfNow() throws Exception {
    stirring = false;
    encoding.use(QUIET);
    encoding.start();
    offer(2);
    more = 1;
    offer(3);
    assertEquals("o|I.p..", log.toString());
  }

  @Test
  void whoWantsEveryPictureGetsThem() throws Exception {
    stirring = false;
    encoding.use(QUIET);
    encoding.start();
    offer(2);
    every = true;
    offer(3);
    every = false;
    offer(3);
    assertEquals("o|I.pppp..", log.toString());
  }

  @Test
  void aQuietGopEndsAfterTwentySeconds() throws Exception {
    stirring = false;
    encoding.use(QUIET);
    encoding.start();
    offer(202);
    assertEquals(1, log.substring(3).replaceAll("[^I]", "").length(), log::toString);
    assertTrue(log.toString().endsWith("I."), log::toString);
  }

  @Test
  void whatIsSavedIsWhatStillPicturesCostAtFullRate() throws Exception {
    encoding.use(QUIET);
    encoding.start();
    offer(1);
    stirring = false;
    assertEquals(0, encoding.saved().bytes());
    offer(3 + 5); // three linger, of a byte each; then one of a trickle, four left out
    assertEquals(4, encoding.leftOut());
    assertEquals(4, encoding.saved().bytes());
  }

  private void offer(int pictures) throws InterruptedException {
    for (int i = 0; i < pictures; i++) {
      clock.pass(INTERVAL);
      encode(clock.ticks());
    }
  }

  /// Offers a picture and waits until the encoder's thread is done with it.
  private void encode(long ticks) throws InterruptedException {
    int before = log.length();
    var picture = pool.take();
    assertNotNull(picture);
    picture.stamp(ticks, ticks / 1000);
    encoding.offer(picture, stirring);
    picture.release();
    awaitIdle();
    if (log.length() == before) {
      log.append('.');
    }
  }

  /// There is one picture, so it can be had again only when the encoder has let it go.
  private void awaitIdle() throws InterruptedException {
    for (int tries = 0; tries < 20_000; tries++) {
      var picture = pool.take();
      if (picture != null) {
        picture.release();
        return;
      }
      letGo.tryAcquire(1, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("the encoder keeps the picture");
  }

  private final class Published implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      last = unit;
      return useful;
    }

    @Override
    public void interrupt() {
      log.append('|');
    }
  }

  private final class FakeEncoder implements Encoder {
    private boolean any;

    FakeEncoder() {
      log.append('o');
    }

    @Override
    public void encode(Picture picture, boolean idr, Encoder.Output out) throws IOException {
      if (failures > 0) {
        failures--;
        log.append('!');
        throw new IOException("broken");
      }
      if (interrupted) {
        log.append('^');
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      boolean isIdr = idr || !any;
      any = true;
      log.append(isIdr ? 'I' : 'p');
      out.unit(MemorySegment.ofArray(new byte[] {1}), isIdr);
    }

    @Override
    public boolean adjust(EncodeSettings next) {
      if (adjustable) {
        asked = next;
        log.append('=');
      }
      return adjustable;
    }

    @Override
    public void close() {
      log.append('c');
    }
  }

  private final class Watching implements Audience {
    @Override
    public int size() {
      return wanted ? 1 + more : 0;
    }

    @Override
    public boolean wantsEvery() {
      return every;
    }
  }
}
