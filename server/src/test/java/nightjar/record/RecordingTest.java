package nightjar.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import nightjar.base.FakeClock;
import nightjar.base.SlabPool;
import nightjar.base.WeekTimes;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import nightjar.stream.Init;
import nightjar.stream.Packaging;
import nightjar.stream.Prefix;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is written of a stream, picture by picture, on this thread. Ten pictures a second, an IDR
/// each two seconds; files are written as [FakeShelf] says.
class RecordingTest {
  private static final UUID BOOT = UUID.randomUUID();
  private static final Duration PICTURE = Duration.ofMillis(100);
  private static final int GOP = 20;

  private final FakeClock clock = new FakeClock();
  private final SlabPool pool = new SlabPool(1 << 20);
  private final Coded coded = new Coded();
  private final Stream stream =
      new Stream(coded, Prefix.NONE, pool, new Stream.Bounds(1 << 20, Duration.ofSeconds(12)));
  private final FakeShelf shelf = new FakeShelf(clock);
  private final FakeScene scene = new FakeScene();
  private final Activity activity = new Activity();
  private final Kernel kernel = new Kernel();
  private final Anchors anchors =
      new Anchors(BOOT, clock, () -> kernel.synced, kernel, Optional.empty());
  private Recording recording = recording(RecordConfig.plain(RecordMode.CONTINUOUS));
  private int number;
  private boolean idrAsked;
  private int quiet = 9_000; // how long pictures are said to last

  private static final class Kernel implements Anchors.Mover {
    boolean synced = true;
    String moved = "";
    boolean fails;

    @Override
    public void move(UUID boot, long from, long to, long shift) throws IOException {
      if (fails) {
        throw new IOException("no");
      }
      moved += shift / 1_000_000 + ";";
    }
  }

  private static final class FakeScene implements Scene {
    boolean on = true;
    boolean moves;
    OptionalLong happening = OptionalLong.empty();

    @Override
    public boolean on() {
      return on;
    }

    @Override
    public boolean moves() {
      return moves;
    }

    @Override
    public OptionalLong happening() {
      return happening;
    }
  }

  /// Bytes as they are, with an init segment.
  private static final class Coded implements Packaging {
    Init init = init("avc1.42c01f");

    static Init init(String codec) {
      return new Init(codec, 320, 240, ByteBuffer.wrap(new byte[] {1}), null);
    }

    @Override
    public int measure(AccessUnit unit) {
      return (int) unit.data().byteSize();
    }

    @Override
    public @Nullable Init init() {
      return init;
    }

    @Override
    public void write(AccessUnit unit, int sequence, MemorySegment to) {
      to.copyFrom(unit.data());
    }

    @Override
    public int payloadOffset() {
      return 0;
    }
  }

  private Recording recording(RecordConfig config) {
    return new Recording(
        new Recording.What("front", Rendition.MAIN, config),
        new Recording.From(stream, 0, () -> idrAsked = true, scene, activity, Thumbnails.NONE),
        shelf,
        anchors,
        Limits.STANDARD,
        clock,
        ZoneOffset.UTC);
  }

  @AfterEach
  void nothingIsHeld() {
    stream.close();
    assertEquals(0, pool.heldBytes());
  }

  /// Pictures of so many seconds, each taken at once.
  private void run(double seconds) throws Exception {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      picture();
      recording.wake();
      passAll();
    }
  }

  private void passAll() throws InterruptedException {
    recording.pass(Duration.ZERO); // the wake
    recording.pass(Duration.ZERO);
    recording.pass(Duration.ZERO);
  }

  private void picture() throws IOException {
    boolean idr = number % GOP == 0 || idrAsked;
    idrAsked = false;
    long ticks = clock.ticks();
    var pts = MediaTime.video(Math.round(ticks * 0.00009));
    var bytes = MemorySegment.ofArray(new byte[] {(byte) number, 7});
    stream.publish(new AccessUnit(bytes, idr, pts, clock.wallMicros(), quiet));
    number++;
    clock.pass(PICTURE);
  }

  /// No pictures.
  private void silence(double seconds) throws Exception {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      clock.pass(PICTURE);
      recording.wake();
      recording.pass(Duration.ZERO);
    }
  }

  private void end() throws Exception {
    recording.stop();
    recording.start();
    recording.close();
  }

  @Test
  void aFileIsAMinuteAndTheNextGoesOnWhereItEnded() throws Exception {
    run(125);
    end();
    assertEquals(
        "0.0-60.0 "
            + "Ip".repeat(30)
            + "! | 60.0-120.0 "
            + "Ip".repeat(30)
            + "! | 120.0-124.9 IpIpI!",
        shelf.files());
    var first = shelf.tapes.get(0).heading;
    var second = shelf.tapes.get(1).heading;
    assertEquals(first.wall() + 60_000_000, second.wall());
    assertEquals(BOOT, second.boot());
    assertEquals("front", second.camera());
    assertEquals("main", second.rendition());
    assertTrue(second.synced());
    assertEquals(0, recording.counts().lost.get());
    assertEquals(125_000_000, recording.counts().micros.get(), 100_000);
  }

  @Test
  void whatIsWrittenIsSyncedBeforeItIsTooOld() throws Exception {
    run(30);
    assertTrue(shelf.tapes.getFirst().syncs >= 28, "" + shelf.tapes.getFirst().syncs);
    // with few pictures too: a piece does not wait long for the one that would end it
    int before = shelf.tapes.getFirst().syncs;
    picture();
    recording.wake();
    passAll();
    silence(1.8);
    assertEquals(before + 2, shelf.tapes.getFirst().syncs);
    end();
  }

  /// A scene that is quiet until it stirs, just after what was there was written.
  @Test
  void aPictureThatComesEarlyFollowsWhatWasWritten() throws Exception {
    quiet = 90_000;
    run(0.1);
    silence(0.9);
    run(0.1);
    silence(1.8); // written, lasting until shortly before
    quiet = 9_000;
    run(1.5);
    end();
    var pieces = shelf.tapes.getFirst().pieces;
    for (int i = 1; i < pieces.size(); i++) {
      assertTrue(pieces.get(i).start() >= pieces.get(i - 1).end(), pieces::toString);
    }
    assertEquals(4, pieces.size(), pieces::toString);
    assertEquals(0, recording.counts().failures.get());
  }

  @Test
  void aLongSyncWritesPiecesAsBeforeAndSyncsSeldom() throws Exception {
    recording =
        new Recording(
            recording.what(),
            new Recording.From(stream, 0, () -> {}, scene, activity, Thumbnails.NONE),
            shelf,
            anchors,
            new Limits(Duration.ofSeconds(10)),
            clock,
            ZoneOffset.UTC);
    run(30);
    assertEquals(3, shelf.tapes.getFirst().syncs);
    assertEquals(29, shelf.tapes.getFirst().pieces.size());
    end();
  }

  @Test
  void anEventIsRecordedFromBeforeItBegan() throws Exception {
    recording = recording(RecordConfig.plain(RecordMode.EVENTS));
    run(21);
    assertEquals("", shelf.files());
    assertEquals("waiting", recording.state().word());
    scene.happening = OptionalLong.of(clock.ticks() - 1_000_000_000);
    run(4);
    assertEquals("recording", recording.state().word());
    scene.happening = OptionalLong.empty();
    run(20);
    assertEquals("waiting", recording.state().word());
    // from the IDR at or before 15.1, until an IDR after 35
    var file = shelf.tapes.getFirst();
    assertEquals(1, shelf.tapes.size());
    assertEquals(14.0, file.heading.mono() / 1e6);
    assertTrue(file.end() / 90_000.0 >= 20.9 && file.end() / 90_000.0 < 22, shelf.files());
    assertEquals(0, recording.counts().lost.get());
    // another within what the ring has: nothing twice, nothing left out
    run(1);
    scene.happening = OptionalLong.of(clock.ticks());
    run(3);
    end();
    assertEquals(2, shelf.tapes.size());
    var second = shelf.tapes.get(1).heading;
    assertTrue(second.mono() >= file.heading.mono() + file.end() * 100 / 9, shelf.files());
  }

  @Test
  void twoEventsWithinTheRingAreOneStretch() throws Exception {
    recording =
        recording(
            new RecordConfig(
                RecordMode.MOTION, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(1)));
    run(10);
    scene.moves = true;
    run(1);
    scene.moves = false;
    run(4);
    scene.moves = true;
    run(1);
    end();
    assertEquals(2, shelf.tapes.size(), shelf.files());
    var first = shelf.tapes.get(0);
    assertEquals(
        first.heading.wallAt(first.end()), shelf.tapes.get(1).heading.wall(), 1, shelf.files());
  }

  @Test
  void aCameraThatIsSwitchedOffEndsItsFileAtOnceAndHasNoReader() throws Exception {
    run(4.5);
    assertEquals(1, stream.readers());
    scene.on = false;
    recording.wake();
    recording.pass(Duration.ZERO);
    assertEquals("0.0-4.4 IpIpI!", shelf.files());
    assertEquals("off", recording.state().word());
    assertEquals(0, stream.readers());
    run(2);
    scene.on = true;
    clock.pass(Duration.ofSeconds(1));
    run(4);
    end();
    assertEquals(2, shelf.tapes.size());
  }

  @Test
  void recordingNeverWantsEveryPicture() throws Exception {
    run(1);
    assertEquals(1, stream.readers());
    assertEquals(0, stream.eagerReaders());
    end();
  }

  @Test
  void aWindowOfTheScheduleTurnsItOff() throws Exception {
    // 01:46:40 at the start
    var off = Map.of(RecordMode.OFF, WeekTimes.parse("daily 01:47-01:48"));
    recording =
        recording(
            new RecordConfig(
                RecordMode.CONTINUOUS, off, Duration.ofSeconds(5), Duration.ofSeconds(10)));
    run(90);
    end();
    assertEquals(2, shelf.tapes.size(), shelf.files());
    assertEquals(20.0, shelf.tapes.getFirst().end() / 90_000.0, 0.2);
    assertEquals(80.0, shelf.tapes.get(1).heading.mono() / 1e6, 2.0);
  }

  @Test
  void aGapEndsTheFile() throws Exception {
    run(3);
    silence(4);
    number = 0; // the camera was opened anew
    run(2);
    end();
    assertEquals("0.0-3.0 IpI! | 7.0-8.9 Ip!", shelf.files());
  }

  @Test
  void silenceSealsTheFile() throws Exception {
    run(3);
    silence(6.5);
    assertEquals("0.0-3.0 IpI!", shelf.files());
    assertEquals("waiting", recording.state().word());
    end();
  }

  @Test
  void anotherInitSegmentBeginsAnotherFile() throws Exception {
    run(4);
    coded.init = Coded.init("avc1.640028");
    number = 0;
    run(2);
    end();
    assertEquals("0.0-4.0 IpIp! | 4.0-5.9 Ip!", shelf.files());
    assertEquals("avc1.640028", shelf.tapes.get(1).heading.codec());
  }

  @Test
  void anotherInitSegmentIsKnownThoughTheDiskFailedThen() throws Exception {
    run(4);
    coded.init = Coded.init("avc1.640028");
    number = 0;
    shelf.broken = "no space left";
    run(1);
    shelf.broken = "";
    run(6);
    end();
    assertTrue(shelf.tapes.size() > 1, shelf.files());
    assertEquals("avc1.640028", shelf.tapes.getLast().heading.codec());
  }

  @Test
  void aDiskThatFailsPausesAndGoesOnByItself() throws Exception {
    run(4.5);
    shelf.broken = "no space left";
    run(1);
    assertEquals("paused", recording.state().word());
    assertEquals("no space left", recording.state().problem());
    run(4);
    shelf.broken = "";
    run(6);
    assertEquals("recording", recording.state().word());
    end();
    assertEquals(2, shelf.tapes.size(), shelf.files());
    assertTrue(shelf.files().startsWith("0.0-4.0 IpIp~ | 6.0-"), shelf.files());
    assertTrue(recording.counts().lost.get() >= 10, "" + recording.counts().lost.get());
    assertTrue(recording.counts().failures.get() >= 2);
  }

  @Test
  void aSlowDiskLosesWhatLeftTheRingAndSaysSo() throws Exception {
    run(2.5);
    for (int i = 0; i < 300; i++) { // the thread is busy for half a minute
      picture();
    }
    recording.wake();
    for (int i = 0; i < 200; i++) {
      recording.pass(Duration.ZERO);
    }
    assertTrue(recording.counts().lost.get() > 100, "" + recording.counts().lost.get());
    end();
    assertEquals(2, shelf.tapes.size(), shelf.files());
  }

  @Test
  void aStreamThatBeginsInTheMiddleIsTakenFromTheNextIdr() throws Exception {
    number = 10;
    run(3);
    end();
    assertEquals("1.0-2.9 Ip!", shelf.files());
  }

  @Test
  void aClockThatIsSetRightMovesWhatWasThereAndBeginsAFile() throws Exception {
    kernel.synced = false;
    var guessing = new Anchors(BOOT, clock, () -> kernel.synced, kernel, Optional.empty());
    recording =
        new Recording(
            recording.what(),
            new Recording.From(stream, 0, () -> idrAsked = true, scene, activity, Thumbnails.NONE),
            shelf,
            guessing,
            Limits.STANDARD,
            clock,
            ZoneOffset.UTC);
    run(4.5);
    clock.step(Duration.ofHours(5));
    kernel.fails = true;
    guessing.look();
    run(0.5);
    assertEquals(1, shelf.tapes.size());
    kernel.fails = false;
    guessing.look();
    run(2);
    end();
    assertEquals("18000;", kernel.moved);
    assertEquals(2, shelf.tapes.size(), shelf.files());
    var first = shelf.tapes.get(0);
    assertEquals(
        first.heading.wallAt(first.end()) + 18_000_000_000L,
        shelf.tapes.get(1).heading.wall(),
        1,
        shelf.files());
    assertEquals(false, shelf.tapes.get(1).heading.synced());
  }

  @Test
  void footageOfBeforeIsNotOverlapped() throws Exception {
    shelf.newest = clock.wallMicros() + 60_000_000; // the clock was set back meanwhile
    run(2);
    end();
    assertEquals(shelf.newest, shelf.tapes.getFirst().heading.wall());
  }

  @Test
  void howMuchMovedIsWrittenForEachSecond() throws Exception {
    for (int i = 0; i < 40; i++) {
      activity.saw(clock.ticks(), i == 25 ? 0.25 : 0);
      run(0.1);
    }
    end();
    assertArrayEquals(new byte[] {0, 0, (byte) 128, 0}, shelf.tapes.getFirst().activity);
  }
}
