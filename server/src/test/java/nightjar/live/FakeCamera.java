package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.base.SlabPool;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.MediaTime;
import nightjar.media.PictureFormat;
import nightjar.stream.Init;
import nightjar.stream.JpegPackaging;
import nightjar.stream.JpegWithInit;
import nightjar.stream.Stream;

/// A camera whose pictures are one byte each, 100 ms apart, published by the test.
final class FakeCamera implements AutoCloseable {
  private static final Stream.Bounds KEEP = new Stream.Bounds(1 << 20, Duration.ofSeconds(1));
  private static final int TICKS = 9_000;
  private static final PictureFormat FULL = new PictureFormat(320, 240, 10, Colour.SYCC);
  private static final PictureFormat HALF = new PictureFormat(160, 120, 10, Colour.SYCC);

  final SlabPool pool = new SlabPool(1 << 20);
  private static final Init INIT = new Init("avc1.42c01f", 320, 240, ByteBuffer.allocate(8), null);

  final Stream main = new Stream(new JpegWithInit(INIT), LiveHeader.fragments(0), pool, KEEP);
  final Stream sub = new Stream(new JpegWithInit(INIT), LiveHeader.fragments(2), pool, KEEP);
  final Stream jpeg = new Stream(new JpegPackaging(), LiveHeader.jpegs(1), pool, KEEP);
  final AtomicInteger idrRequests = new AtomicInteger();
  volatile Health health = new Health("live", "", 0);
  volatile String motion = "off";
  volatile ObjectsNow objects = ObjectsNow.NONE;
  volatile boolean quiet;
  volatile Privacy.Stand stand = Privacy.Stand.ON;
  boolean hasSub;
  int bitrate;
  int least;
  private int published;

  private final Privacy privacy =
      new Privacy() {
        @Override
        public Stand stand() {
          return stand;
        }

        @Override
        public Turned set(boolean on, String who) {
          var before = stand;
          stand = on ? Stand.ON : new Stand(false, "by " + who, 0);
          return new Turned(stand, !stand.equals(before));
        }
      };

  static FakeCamera withSub() {
    var camera = new FakeCamera();
    camera.hasSub = true;
    return camera;
  }

  Watchable watchable() {
    return new Watchable(
        "front",
        rendition(0, "main", main, FULL),
        hasSub ? Optional.of(rendition(2, "sub", sub, HALF)) : Optional.empty(),
        rendition(1, "jpeg", jpeg, HALF),
        Optional.empty(),
        () -> health,
        () -> motion,
        () -> objects,
        () -> Optional.of(FULL),
        privacy);
  }

  private Rendition rendition(int id, String name, Stream stream, PictureFormat format) {
    return new Rendition(
        id,
        name,
        stream,
        () -> Optional.of(format),
        () -> 10,
        () -> bitrate,
        () -> least,
        () -> quiet,
        idrRequests::incrementAndGet);
  }

  /// @param pictures `I` for an IDR, `p` for another
  void publish(String pictures) throws IOException {
    for (char kind : pictures.toCharArray()) {
      publish(main, kind == 'I', 0);
    }
  }

  void publishSub(String pictures) throws IOException {
    for (char kind : pictures.toCharArray()) {
      publish(sub, kind == 'I', 0);
    }
  }

  /// An IDR of the moment before the newest picture.
  void publishSubLate() throws IOException {
    published -= 2;
    publishSub("I");
    published += 1;
  }

  void publishJpeg() throws IOException {
    publishJpeg(0);
  }

  /// @param captured wall time in microseconds since 1970
  void publishJpeg(long captured) throws IOException {
    publish(jpeg, true, captured);
  }

  private void publish(Stream to, boolean idr, long captured) throws IOException {
    var pts = MediaTime.video((long) TICKS * published++);
    to.publish(new AccessUnit(MemorySegment.ofArray(new byte[1]), idr, pts, captured, TICKS));
  }

  /// Everything is closed, and nobody holds a fragment any more.
  @Override
  public void close() {
    main.close();
    sub.close();
    jpeg.close();
    assertEquals(0, main.readers() + sub.readers() + jpeg.readers());
    assertEquals(0, pool.heldBytes());
    pool.close();
  }
}
