package nightjar.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.RtspOptions.Transport;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A real RTSP client against a camera that is ours.
class RtspSourceTest {
  private static final Login ADMIN = new Login("admin", "p:ss/w@rd %");

  private static List<byte[]> units;

  @BeforeAll
  static void encode() {
    units = Openh264.encode("constrained_baseline", 320, 240, 20);
  }

  @Test
  void picturesArePassedOnUntouched() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL);
        var source = open(server, Optional.empty())) {
      assertEquals(320, source.format().width());
      assertEquals(240, source.format().height());
      assertEquals(25, source.format().fps());
      for (int i = 0; i < 20; i++) {
        var picture = source.next();
        assertEquals(
            nals(units.get(i)),
            nals(picture.data().toArray(ValueLayout.JAVA_BYTE)),
            "picture " + i);
        assertEquals(i % 10 == 0, picture.idr(), "picture " + i);
      }
    }
  }

  @Test
  void timesAreTheCamerasOwnOnOurClock() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL);
        var source = open(server, Optional.empty())) {
      var ticks = new ArrayList<Long>();
      for (int i = 0; i < 30; i++) {
        long before = System.nanoTime();
        var picture = source.next();
        ticks.add(picture.ticks());
        assertTrue(Math.abs(before - picture.ticks()) < 1_000_000_000L);
        assertTrue(Math.abs(Clock.SYSTEM.wallMicros() - picture.captured()) < 1_000_000);
      }
      // However the network trembles, pictures are 40 ms apart once the least delay is known.
      for (int i = 20; i < 30; i++) {
        assertEquals(40, (ticks.get(i) - ticks.get(i - 1)) / 1e6, 8, "picture " + i);
      }
    }
  }

  @Test
  void parameterSetsThatOnlyTheDescriptionHasAreAdded() throws Exception {
    var behaviour = new Behaviour("H264", 25, true, false, false, "");
    try (var server = new RtspServer(units, behaviour);
        var source = open(server, Optional.empty())) {
      var first = source.next();
      assertTrue(first.idr());
      var kinds =
          nals(first.data().toArray(ValueLayout.JAVA_BYTE)).stream().map(n -> n.charAt(1)).toList();
      assertEquals(List.of('7', '8', '5'), kinds);
    }
  }

  @Test
  void parameterSetsThatOnlyComeWithPicturesAreWaitedFor() throws Exception {
    var behaviour = new Behaviour("H264", 25, false, true, false, "");
    try (var server = new RtspServer(units, behaviour);
        var source = open(server, Optional.empty())) {
      assertEquals(320, source.format().width());
      assertTrue(source.next().idr());
    }
  }

  @Test
  void aCameraThatWantsAPasswordGetsIt() throws Exception {
    var behaviour = new Behaviour("H264", 25, true, true, false, ADMIN.password());
    try (var server = new RtspServer(units, behaviour)) {
      try (var source = open(server, Optional.of(ADMIN))) {
        assertTrue(source.next().idr());
      }
      var e =
          assertThrows(
              IOException.class, () -> open(server, Optional.of(new Login("admin", "wrong-one"))));
      assertFalse(e.toString().contains("wrong-one"), e::toString);
      assertTrue(e.getMessage().contains("401"), e::getMessage);
    }
  }

  @Test
  void h265IsRefusedWithWhatToDo() throws Exception {
    var behaviour = new Behaviour("H265", 25, true, true, false, "");
    try (var server = new RtspServer(units, behaviour)) {
      var e = assertThrows(IOException.class, () -> open(server, Optional.empty()));
      assertEquals(
          server.address()
              + " sends H.265, which not every browser plays: set the camera to H.264, or give the address of a sub stream that is H.264",
          e.getMessage());
    }
  }

  @Test
  void anH264SubStreamStandsInForH265() throws Exception {
    try (var server = new RtspServer(units, new Behaviour("H265", 25, true, true, false, ""));
        var sub = new RtspServer(units, Behaviour.USUAL);
        var source =
            new RtspSource(
                new RtspOptions(
                    URI.create(server.address()),
                    Optional.of(URI.create(sub.address())),
                    Optional.empty(),
                    Transport.TCP),
                Clock.SYSTEM)) {
      assertTrue(source.next().idr());
      assertEquals(1, sub.accepted());
    }
  }

  @Test
  void picturesOutOfOrderAreRefusedWithWhatToDo() throws Exception {
    var behaviour = new Behaviour("H264", 25, true, true, true, "");
    try (var server = new RtspServer(units, behaviour);
        var source = open(server, Optional.empty())) {
      var e = assertThrows(IOException.class, () -> read(source, 10));
      assertTrue(e.getMessage().contains("B-frames"), e::getMessage);
    }
  }

  @Test
  void aBrokenConnectionIsSaid() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL);
        var source = open(server, Optional.empty())) {
      read(source, 3);
      server.drop();
      var e = assertThrows(IOException.class, () -> read(source, 100));
      assertTrue(e.getMessage().startsWith(server.address()), e::getMessage);
    }
  }

  @Test
  void aCameraThatFallsSilentIsGivenUp() throws Exception {
    var clock = new FakeClock();
    try (var server = new RtspServer(units, Behaviour.USUAL);
        var source = open(server, Optional.empty(), clock)) {
      read(source, 3);
      server.stall(true);
      var passing = Thread.ofVirtual().start(() -> passTime(clock));
      var e = assertThrows(IOException.class, () -> read(source, 100));
      passing.interrupt();
      assertEquals(server.address() + " gave no picture for 5 s", e.getMessage());
    }
  }

  /// libavformat holds the newest picture until the next begins, and hands it out when it is
  /// interrupted. Taken for a sign of life, that would double the time.
  @Test
  void whatWasHeldBackIsNoSignOfLife() throws Exception {
    var clock = new FakeClock();
    try (var server = new RtspServer(units, Behaviour.USUAL);
        var source = open(server, Optional.empty(), clock)) {
      read(source, 3);
      server.stall(true);
      var passing = Thread.ofVirtual().start(() -> passTimeSlowly(clock));
      var longest = new AtomicLong();
      assertThrows(IOException.class, () -> readOn(source, clock, longest));
      passing.interrupt();
      assertTrue(longest.get() < 5_000_000_000L, () -> "a picture after " + longest + " ns");
    }
  }

  /// @param longest ticks that a picture was waited for
  private static void readOn(RtspSource source, FakeClock clock, AtomicLong longest)
      throws Exception {
    while (true) {
      long before = clock.ticks();
      source.next();
      longest.accumulateAndGet(clock.ticks() - before, Math::max);
    }
  }

  /// Twenty times as fast as it does.
  private static void passTimeSlowly(FakeClock clock) {
    try {
      while (true) {
        Thread.sleep(5);
        clock.pass(Duration.ofMillis(100));
      }
    } catch (InterruptedException _) {
      // enough
    }
  }

  @Test
  void oneThatTakesCallsAndSaysNothingIsGivenUp() throws Exception {
    var clock = new FakeClock();
    try (var silent = new ServerSocket(0)) {
      var address = URI.create("rtsp://127.0.0.1:" + silent.getLocalPort() + "/x?secret=1");
      var passing = Thread.ofVirtual().start(() -> passTime(clock));
      var options = new RtspOptions(address, Optional.empty(), Optional.of(ADMIN), Transport.TCP);
      var e = assertThrows(IOException.class, () -> new RtspSource(options, clock));
      passing.interrupt();
      assertEquals(
          "rtsp://127.0.0.1:" + silent.getLocalPort() + "/x does not answer", e.getMessage());
    }
  }

  @Test
  void aReaderCanBeInterrupted() throws Exception {
    var ended = new AtomicReference<Exception>();
    try (var server = new RtspServer(units, Behaviour.USUAL)) {
      server.stall(true);
      var reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var source = open(server, Optional.empty())) {
                      read(source, 1);
                    } catch (Exception e) {
                      ended.set(e);
                    }
                  });
      while (server.accepted() == 0) {
        Thread.onSpinWait();
      }
      reader.interrupt();
      assertTrue(reader.join(Duration.ofSeconds(10)));
      assertEquals(InterruptedException.class, ended.get().getClass());
    }
  }

  @Test
  void nothingShownHoldsAPassword() {
    var options =
        new RtspOptions(
            URI.create("rtsp://cam.lan:8554/a/b?user=admin&password=x1"),
            Optional.empty(),
            Optional.of(ADMIN),
            Transport.TCP);
    assertEquals("rtsp://cam.lan:8554/a/b", options.shownAddress());
    assertFalse(
        (options + " " + options.login()).matches(".*(x1|w@rd|admin).*"), options::toString);
    assertEquals(
        "rtsp://admin:p%3Ass%2Fw%40rd%20%25@cam.lan:8554/a/b?user=admin&password=x1",
        options.secretAddress());
  }

  private static void passTime(FakeClock clock) {
    while (!Thread.currentThread().isInterrupted()) {
      clock.pass(Duration.ofMillis(1));
      Thread.yield();
    }
  }

  private static void read(RtspSource source, int pictures) throws Exception {
    for (int i = 0; i < pictures; i++) {
      source.next();
    }
  }

  private static RtspSource open(RtspServer server, Optional<Login> login) throws Exception {
    return open(server, login, Clock.SYSTEM);
  }

  private static RtspSource open(RtspServer server, Optional<Login> login, Clock clock)
      throws Exception {
    return new RtspSource(
        new RtspOptions(URI.create(server.address()), Optional.empty(), login, Transport.TCP),
        clock);
  }

  /// Each as its type and a hash of its bytes.
  private static List<String> nals(byte[] annexB) {
    return Rtp.nals(annexB).stream()
        .map(nal -> ":" + (nal[0] & 31) + ":" + java.util.Arrays.hashCode(nal))
        .toList();
  }
}
