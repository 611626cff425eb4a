package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import nightjar.base.FakeClock;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final int PICTURES = 6;
  private static final Box PERSON = new Box(0.4, 0.3, 0.1, 0.4);
  private static final Duration LONG = Duration.ofHours(1);

  private final FakeClock clock = new FakeClock();
  private final FakeNet net = new FakeNet();
  private final AtomicInteger opened = new AtomicInteger();
  private final PicturePool pool =
      new PicturePool(new PictureFormat(1280, 720, 10, Colour.SYCC), PICTURES);
  private volatile IOException missing;
  private Detector detector = detector(LONG);

  private Detector detector(Duration idle) {
    return new Detector(this::open, _ -> new byte[] {1, 2, 3}, 1000, idle, clock);
  }

  private Net open() throws IOException {
    opened.incrementAndGet();
    if (missing != null) {
      throw missing;
    }
    return net;
  }

  @AfterEach
  void everyPictureIsLetGo() {
    detector.close();
    for (int i = 0; i < PICTURES; i++) {
      assertNotNull(pool.take(), "picture " + i + " is still held");
    }
    pool.close();
  }

  /// What one eye told.
  private static final class Heard implements Eye.Told {
    volatile List<Tracked> objects = List.of();
    final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> met = Collections.synchronizedList(new ArrayList<>());
    final List<Long> portraits = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void objects(List<Tracked> now, long ticks, long captured) {
      objects = now;
    }

    @Override
    public void noticed(Notice notice) {
      notices.add(notice);
    }

    @Override
    public void met(Notice notice) {
      met.add(notice);
    }

    @Override
    public void portrait(long object, byte[] jpeg) {
      portraits.add(object);
    }
  }

  private Eye eye(Heard heard, ObjectRule... rules) {
    var standard = ObjectConfig.STANDARD;
    var config = new ObjectConfig(true, standard.kinds(), standard.zones(), List.of(rules));
    return detector.eye(config, Places.NONE, heard);
  }

  /// One picture, a tenth of a second after the one before.
  private void show(Eye eye, Box... moving) {
    clock.pass(Duration.ofMillis(100));
    var movers = new ArrayList<Mover>();
    for (var box : moving) {
      movers.add(new Mover(movers.size() + 1, box, true, false));
    }
    Picture picture = pool.take();
    assertNotNull(picture);
    picture.stamp(clock.ticks(), clock.wallMicros());
    eye.look(picture, movers);
    picture.release();
  }

  /// Shows pictures until it is so.
  private void showUntil(BooleanSupplier so, Eye eye, Box... moving) {
    await(
        () -> {
          show(eye, moving);
          return so.getAsBoolean();
        });
  }

  private static void await(BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!so.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came to be so");
      Thread.onSpinWait();
    }
  }

  @Test
  void whileNothingMovesNothingIsAskedAndNothingLoaded() {
    var eye = eye(new Heard());
    detector.start();
    for (int i = 0; i < 36_000; i++) { // an hour
      show(eye);
    }
    assertEquals(0, opened.get());
    assertEquals(List.of(), net.shown);
  }

  @Test
  void whoMovesIsRecognisedAndPortrayed() {
    var heard = new Heard();
    var eye = eye(heard);
    net.sees = List.of(new Found(Kind.PERSON, 0.7, PERSON));
    detector.start();
    showUntil(() -> !heard.objects.isEmpty() && !heard.portraits.isEmpty(), eye, PERSON);
    assertEquals(Kind.PERSON, heard.objects.getFirst().kind());
    assertEquals(heard.objects.getFirst().id(), heard.portraits.getFirst());
    assertEquals(1, opened.get());
    assertTrue(detector.stand().loaded());
    assertTrue(detector.work().looks() >= 2);
    eye.stop();
    assertEquals(List.of(), heard.objects, "the camera went off");
  }

  @Test
  void aRuleIsNoticed() {
    var heard = new Heard();
    var rule = new ObjectRule("Visit", Set.of(Kind.PERSON), "", false, Duration.ZERO);
    var eye = eye(heard, rule);
    net.sees = List.of(new Found(Kind.PERSON, 0.7, PERSON));
    detector.start();
    showUntil(() -> !heard.notices.isEmpty(), eye, PERSON);
    assertEquals("A person is here", heard.notices.getFirst().words());
  }

  /// Beside the settings' rules, and apart from them.
  @Test
  void whatSomebodyElseWantsIsToldApart() {
    var heard = new Heard();
    var eye = eye(heard);
    net.sees = List.of(new Found(Kind.PERSON, 0.7, PERSON));
    detector.start();
    eye.watchFor(List.of(new ObjectRule("Alert", Set.of(Kind.PERSON), "", false, Duration.ZERO)));
    showUntil(() -> !heard.met.isEmpty(), eye, PERSON);
    assertEquals(Kind.PERSON, heard.met.getFirst().kind());
    assertEquals(List.of(), heard.notices);
  }

  @Test
  void ofPicturesThatWaitTheNewestIsLookedAt() {
    var one = eye(new Heard());
    var other = eye(new Heard());
    var goOn = new CountDownLatch(1);
    net.goOn = goOn;
    detector.start();
    showUntil(() -> net.shown.size() == 1, one, PERSON);
    for (int i = 0; i < 20; i++) {
      show(other, PERSON);
    }
    long newest = clock.ticks();
    goOn.countDown();
    await(() -> net.shown.size() > 1);
    assertEquals(newest, net.shown.get(1));
  }

  @Test
  void aModelThatIsMissingIsSaidAndLookedForAgainAMinuteLater() {
    var heard = new Heard();
    var eye = eye(heard);
    missing = new IOException("there is no model");
    net.sees = List.of(new Found(Kind.PERSON, 0.7, PERSON));
    detector.start();
    showUntil(() -> !detector.stand().reason().isEmpty(), eye, PERSON);
    assertEquals("there is no model", detector.stand().reason());
    missing = null;
    for (int i = 0; i < 100; i++) { // ten seconds
      show(eye, PERSON);
    }
    assertEquals(1, opened.get());
    clock.pass(Duration.ofMinutes(1));
    showUntil(() -> !heard.objects.isEmpty(), eye, PERSON);
    assertEquals("", detector.stand().reason());
  }

  @Test
  void aModelThatBreaksIsLetGoAndLoadedAnew() {
    var heard = new Heard();
    var eye = eye(heard);
    net.breaks = true;
    detector.start();
    showUntil(() -> !detector.stand().reason().isEmpty(), eye, PERSON);
    assertTrue(net.isClosed);
    assertFalse(detector.stand().loaded());
    net.breaks = false;
    net.sees = List.of(new Found(Kind.PERSON, 0.7, PERSON));
    clock.pass(Duration.ofMinutes(2));
    showUntil(() -> !heard.objects.isEmpty(), eye, PERSON);
    assertEquals(2, opened.get());
  }

  @Test
  void itsMemoryIsGivenBackWhenNothingWasAskedForAWhile() {
    detector.close();
    detector = detector(Duration.ofMillis(50));
    var eye = eye(new Heard());
    detector.start();
    showUntil(() -> detector.work().looks() > 0, eye, PERSON);
    await(() -> net.isClosed && !detector.stand().loaded());
    showUntil(() -> opened.get() == 2, eye, PERSON);
  }

  @Test
  void whatIsSparedIsNotAsked() {
    var eye = eye(new Heard());
    detector.start();
    detector.spare(0);
    for (int i = 0; i < 1000; i++) {
      show(eye, PERSON);
    }
    assertTrue(net.shown.size() <= 2, "only what was saved up");
  }
}
