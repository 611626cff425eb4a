package nightjar.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.base.SlabPool;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.MediaTime;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import nightjar.record.store.Footage;
import nightjar.record.store.Store;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.Prefix;
import nightjar.stream.Stream;

/// One camera of a soak: pictures, what happens in front of it, and its recording, turn by turn.
///
/// Of each 20 minutes it is quiet for six: a picture a second. Something happens in the second and
/// the ninth minute of them. Now and then the disk refuses a piece.
final class SoakCamera implements AutoCloseable {
  private static final long MINUTE = 60_000_000_000L; // ticks
  private static final long ROUND = 20 * MINUTE;
  private static final long QUIET = 14 * MINUTE; // from here on
  private static final long LASTS = 40_000_000_000L; // an event
  private static final int QUIET_GOP = 10; // pictures
  private static final int REFUSED = 1_201; // one piece of so many
  private static final int TURNS = 4; // for one picture

  private final String name;
  private final CodedScene coded;
  private final Store store;
  private final SoakClock clock;
  private final long late; // ticks by which it is behind the first
  private final Stream stream;
  private final SceneOf scene = new SceneOf();
  private final Activity activity = new Activity();
  private final Recording recording;
  private int number; // of the next picture of its GOP, or of all quiet ones
  private boolean quiet;
  private long event = Long.MIN_VALUE; // when the one that lasts began
  private int pieces;
  private int refused;

  SoakCamera(
      int number, CodedScene coded, Store store, Anchors anchors, SoakClock clock, SlabPool slabs) {
    this.name = "camera-" + number;
    this.coded = coded;
    this.store = store;
    this.clock = clock;
    this.late = number * 7 * MINUTE / 2;
    var bounds = new Stream.Bounds(16 << 20, Duration.ofSeconds(12));
    this.stream = new Stream(Fmp4Packaging.of(Colour.SYCC), Prefix.NONE, slabs, bounds);
    var mode = number % 4 == 3 ? RecordMode.EVENTS : RecordMode.CONTINUOUS;
    Thumbnails thumbnails = (_, _) -> () -> Optional.of(coded.thumbnail());
    this.recording =
        new Recording(
            new Recording.What(name, Rendition.MAIN, RecordConfig.plain(mode)),
            new Recording.From(stream, 0, () -> {}, scene, activity, thumbnails),
            new ShelfOf(),
            anchors,
            Limits.STANDARD,
            clock,
            ZoneOffset.UTC);
  }

  private final class SceneOf implements Scene {
    @Override
    public boolean on() {
      return true;
    }

    @Override
    public boolean moves() {
      return event != Long.MIN_VALUE;
    }

    @Override
    public OptionalLong happening() {
      return moves() ? OptionalLong.of(event) : OptionalLong.empty();
    }
  }

  private final class ShelfOf implements Shelf {
    @Override
    public Store.Writing begin(Heading heading, ByteBuffer init) throws IOException {
      return new Refusing(store.begin(heading, init));
    }

    @Override
    public long newestEnd(String camera, Rendition rendition) throws IOException {
      return store
          .previous(camera, Optional.of(rendition.word()), Long.MAX_VALUE)
          .map(Footage::end)
          .orElse(0L);
    }
  }

  private final class Refusing implements Store.Writing {
    private final Store.Writing writing;

    Refusing(Store.Writing writing) {
      this.writing = writing;
    }

    @Override
    public void append(Piece piece, ByteBuffer bytes) throws IOException {
      pieces++;
      if (pieces % REFUSED == 0) {
        refused++;
        throw new IOException("refused, to see what becomes of it");
      }
      writing.append(piece, bytes);
    }

    @Override
    public void sync() throws IOException {
      writing.sync();
    }

    @Override
    public void seal(byte[] activity, Optional<byte[]> jpeg) throws IOException {
      writing.seal(activity, jpeg);
    }

    @Override
    public void abandon() {
      writing.abandon();
    }

    @Override
    public Footage footage() {
      return writing.footage();
    }

    @Override
    public long bytes() {
      return writing.bytes();
    }
  }

  String name() {
    return name;
  }

  /// Pieces.
  int refused() {
    return refused;
  }

  RecordCounts counts() {
    return recording.counts();
  }

  /// Shows the picture of this moment, if there is one, and lets the recording have its turns.
  ///
  /// @param tick of the frame rate
  void turn(long tick) throws IOException, InterruptedException {
    long at = Math.floorMod(clock.ticks() - late, ROUND);
    happen(at);
    boolean wasQuiet = quiet;
    quiet = at >= QUIET;
    if (quiet != wasQuiet) {
      number = 0;
    }
    if (!quiet || tick % CodedScene.FPS == 0) {
      show();
    }
    recording.wake();
    for (int i = 0; i < TURNS; i++) {
      recording.pass(Duration.ZERO);
    }
  }

  private void show() throws IOException {
    int gop = quiet ? QUIET_GOP : CodedScene.GOP;
    int which = number / gop * CodedScene.GOP + number % gop;
    var unit = coded.units().get(which % coded.units().size());
    boolean idr = number % gop == 0;
    var pts = MediaTime.video(Math.round(clock.ticks() * 0.00009));
    int lasts = quiet ? 90_000 : 90_000 / CodedScene.FPS;
    stream.publish(new AccessUnit(unit, idr, pts, clock.wallMicros(), lasts));
    activity.saw(clock.ticks(), quiet ? 0 : 0.02);
    number++;
  }

  private void happen(long at) {
    boolean now = isWithin(at, MINUTE) || isWithin(at, 8 * MINUTE);
    if (now && event == Long.MIN_VALUE) {
      event = clock.ticks();
    } else if (!now) {
      event = Long.MIN_VALUE;
    }
  }

  private static boolean isWithin(long at, long from) {
    return at >= from && at < from + LASTS;
  }

  /// Tells the store of the event that lasts, as it goes on.
  void mark() throws IOException {
    if (event != Long.MIN_VALUE) {
      long from = clock.wallMicrosAt(event) - 5_000_000;
      long to = clock.wallMicros() + 10_000_000;
      store.happened(name, from, to, Long.toString(event / 1_000_000_000));
    }
  }

  /// Ends the file.
  void end() {
    recording.stop();
    recording.start();
    recording.close();
  }

  @Override
  public void close() {
    stream.close();
  }
}
