package nightjar.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import nightjar.base.FakeClock;
import nightjar.base.WeekTimes;
import nightjar.filter.FilterConfig;
import nightjar.filter.Mask;
import nightjar.filter.Turn;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.junit.jupiter.api.Test;

class CameraTest {
  private static final PictureFormat SMALL = new PictureFormat(32, 16, 15, Colour.SYCC);

  private final FakeClock clock = new FakeClock();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void opensAgainAfterAFailureAndClosesEachTime() throws Exception {
    var seen = new CountDownLatch(3);
    try (var camera =
        new Camera(
            "front",
            () -> new Unplugged(1),
            FilterConfig.NONE,
            clock,
            to(_ -> seen.countDown()),
            on())) {
      camera.start();
      await(seen);
    }
    assertTrue(opened.get() >= 3);
    assertEquals(opened.get(), closed.get());
  }

  @Test
  void waitsLongerEachTimeItCannotBeOpened() throws Exception {
    var tries = new CountDownLatch(8);
    try (var camera =
        new Camera(
            "front",
            () -> {
              tries.countDown();
              throw new IOException("no such device");
            },
            FilterConfig.NONE,
            clock,
            to(_ -> {}),
            on())) {
      camera.start();
      await(tries);
    }
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L),
        clock.sleeps().stream().map(Duration::toSeconds).limit(7).toList());
  }

  @Test
  void aSourceThatWorkedIsTriedAgainSoon() throws Exception {
    var seen = new CountDownLatch(6);
    try (var camera =
        new Camera(
            "front",
            () -> new Unplugged(2),
            FilterConfig.NONE,
            clock,
            to(_ -> seen.countDown()),
            on())) {
      camera.start();
      await(seen);
    }
    assertEquals(
        List.of(1L, 1L), clock.sleeps().stream().map(Duration::toSeconds).limit(2).toList());
  }

  @Test
  void saysWhyItFailed() throws Exception {
    var failed = new CountDownLatch(1);
    var mayGoOn = new Semaphore(0);
    Source.Opener opener =
        () -> {
          if (opened.getAndIncrement() > 0) {
            failed.countDown();
            mayGoOn.acquire();
          }
          throw new IOException("no such device");
        };
    try (var camera = new Camera("front", opener, FilterConfig.NONE, clock, to(_ -> {}), on())) {
      assertEquals(new CameraState.Starting(), camera.state());
      camera.start();
      await(failed); // opening a second time: starting again
      assertEquals("starting", camera.state().word());
    }
  }

  /// Half of the picture is masked, as it is seen: after a quarter turn.
  @Test
  void nobodyGetsAPictureThatWasNotFiltered() throws Exception {
    var seen = new CountDownLatch(20);
    var wrong = new AtomicInteger();
    var left = new Mask.Point(0, 0);
    var upper =
        new Mask(
            List.of(left, new Mask.Point(1, 0), new Mask.Point(1, 0.5), new Mask.Point(0, 0.5)));
    var config = new FilterConfig(Turn.RIGHT, false, List.of(upper), Optional.empty());
    try (var camera =
        new Camera(
            "front",
            () -> new Unplugged(30),
            config,
            clock,
            to(
                picture -> {
                  boolean isTurned = picture.format().width() == 16;
                  byte masked = picture.memory().get(ValueLayout.JAVA_BYTE, 0);
                  byte shown = picture.memory().get(ValueLayout.JAVA_BYTE, 16 * 31);
                  wrong.addAndGet(isTurned && masked == 32 && shown == 99 ? 0 : 1);
                  seen.countDown();
                }),
            on())) {
      camera.start();
      await(seen);
      assertEquals(Optional.of(new PictureFormat(16, 32, 15, Colour.SYCC)), camera.format());
    }
    assertEquals(0, wrong.get());
  }

  @Test
  void aCameraThatGivesNothingHasStalled() throws Exception {
    var mayGoOn = new Semaphore(0);
    var waits = new CountDownLatch(1);
    Source.Opener opener =
        () ->
            new Unplugged(3) {
              @Override
              public void read(Picture into) throws IOException {
                if (left == 1) {
                  waits.countDown();
                  mayGoOn.acquireUninterruptibly();
                }
                super.read(into);
              }
            };
    try (var camera = new Camera("front", opener, FilterConfig.NONE, clock, to(_ -> {}), on())) {
      camera.start();
      await(waits);
      assertEquals("live", camera.state().word());
      clock.pass(Duration.ofMillis(1001));
      assertEquals("stalled", camera.state().word());
      mayGoOn.release(1000);
    }
  }

  /// Whoever keeps every picture stops getting any, and the camera goes on reading.
  @Test
  void neverWaitsForThoseWhoHoldPictures() throws Exception {
    var held = new ArrayList<Picture>();
    var read = new CountDownLatch(50);
    Source.Opener opener =
        () ->
            new Unplugged(Integer.MAX_VALUE) {
              @Override
              public void read(Picture into) throws IOException {
                super.read(into);
                read.countDown();
              }
            };
    try (var camera =
        new Camera(
            "front",
            opener,
            FilterConfig.NONE,
            clock,
            to(
                picture -> {
                  picture.hold();
                  held.add(picture);
                }),
            on())) {
      camera.start();
      await(read);
      assertTrue(camera.counts().dropped.get() > 0);
    }
    assertEquals(6, held.size());
    held.forEach(Picture::release);
  }

  /// Opening takes for ever, and is given up.
  @Test
  void isSwitchedOffWhileItStarts() throws Exception {
    var opening = new CountDownLatch(1);
    var givenUp = new CountDownLatch(1);
    var never = new Semaphore(0);
    Source.Opener opener =
        () -> {
          opening.countDown();
          try {
            never.acquire();
          } finally {
            givenUp.countDown();
          }
          return new Unplugged(1);
        };
    var power = on();
    try (var camera = new Camera("front", opener, FilterConfig.NONE, clock, to(_ -> {}), power)) {
      camera.start();
      await(opening);
      power.set(false, "ana");
      await(givenUp);
      assertEquals(new CameraState.Off("by ana"), camera.state());
      assertEquals(0, camera.counts().failures.get());
    }
  }

  /// Each picture takes until the switch has been pressed: not one more is handed on.
  @Test
  void handsNothingOnFromTheMomentItIsOff() throws Exception {
    var power = on();
    var read = new CountDownLatch(1);
    var late = new AtomicInteger();
    Source.Opener opener =
        () ->
            new Unplugged(Integer.MAX_VALUE) {
              @Override
              public void read(Picture into) throws IOException {
                super.read(into);
                if (!power.isOff()) {
                  power.set(false, "ana"); // this picture is read, and not yet handed on
                  read.countDown();
                }
              }
            };
    try (var camera =
        new Camera(
            "front", opener, FilterConfig.NONE, clock, to(_ -> late.incrementAndGet()), power)) {
      camera.start();
      await(read);
      awaitClosed();
      assertEquals(0, late.get());
      assertEquals(new CameraState.Off("by ana"), camera.state());
    }
  }

  @Test
  void isSwitchedOffAndOnAsOftenAsOneLikes() throws Exception {
    var power = on();
    Source.Opener opener = () -> new Unplugged(Integer.MAX_VALUE);
    try (var camera = new Camera("front", opener, FilterConfig.NONE, clock, to(_ -> {}), power)) {
      power.set(false, "");
      camera.start();
      assertEquals(new CameraState.Off("by hand"), camera.state());
      assertEquals(0, opened.get());
      for (int i = 1; i <= 200; i++) {
        long before = camera.counts().pictures.get();
        power.set(true, "");
        awaitHolds(() -> camera.counts().pictures.get() > before);
        power.set(false, "");
        awaitClosed();
      }
      assertEquals("off", camera.state().word());
      assertEquals(0, camera.counts().failures.get());
    }
    awaitClosed();
  }

  /// Off and on again while the source is still being closed.
  @Test
  void isNotLiveBeforeItIsOpenedAnew() throws Exception {
    var power = on();
    var closes = new CountDownLatch(1);
    var mayClose = new Semaphore(0);
    Source.Opener opener =
        () ->
            new Unplugged(Integer.MAX_VALUE) {
              @Override
              public void close() {
                closes.countDown();
                mayClose.acquireUninterruptibly();
                super.close();
              }
            };
    try (var camera = new Camera("front", opener, FilterConfig.NONE, clock, to(_ -> {}), power)) {
      camera.start();
      awaitHolds(() -> camera.state() instanceof CameraState.Live);
      power.set(false, "ana");
      await(closes);
      power.set(true, "ana");
      assertEquals("starting", camera.state().word());
      mayClose.release(1000);
      awaitHolds(() -> camera.state() instanceof CameraState.Live);
      assertEquals(2, opened.get());
    }
  }

  private void awaitClosed() throws InterruptedException {
    awaitHolds(() -> opened.get() > 0 && opened.get() == closed.get());
  }

  private static void awaitHolds(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end);
      Thread.sleep(1);
    }
  }

  private Switch on() {
    return new Switches(null, clock, ZoneOffset.UTC).of("front", WeekTimes.NONE);
  }

  private static Sink to(Consumer<Picture> pictures) {
    return new Sink() {
      @Override
      public void picture(Picture picture) {
        pictures.accept(picture);
      }

      @Override
      public void coded(CodedPicture picture) {
        throw new AssertionError();
      }

      @Override
      public void interrupt() {}
    };
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(20, TimeUnit.SECONDS));
  }

  /// Delivers so many pictures, then breaks.
  private class Unplugged implements PictureSource {
    protected int left;

    Unplugged(int pictures) {
      left = pictures;
      opened.incrementAndGet();
    }

    @Override
    public PictureFormat format() {
      return SMALL;
    }

    @Override
    public void read(Picture into) throws IOException {
      if (left-- == 0) {
        throw new IOException("unplugged");
      }
      into.memory().fill((byte) 99);
      into.stamp(clock.ticks(), clock.wallMicros());
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
