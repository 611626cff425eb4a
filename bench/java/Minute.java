import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.container.fmp4.FragmentWriter;
import nightjar.container.fmp4.InitSegment;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.record.file.Heading;
import nightjar.record.file.Pieces;
import nightjar.record.store.Store;

/// A minute of 1280x720 at 15 fps, an IDR every two seconds, written as a recorder writes it.
final class Minute {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final EncodeSettings SETTINGS = new EncodeSettings(1_500_000, 15, Duration.ofSeconds(2));
  private static final int PICTURES = 900;
  private static final int TICKS = 6_000;

  private final Pieces pieces = new Pieces(90_000);
  private final FragmentWriter fragments = new FragmentWriter();
  private final Store store;
  private final long wall;
  private Store.Writing writing;
  private int picture;

  private Minute(Store store, long wall) {
    this.store = store;
    this.wall = wall;
  }

  static void write(Store store, long wall) throws Exception {
    new Minute(store, wall).write();
  }

  private void write() throws Exception {
    try (var pool = new PicturePool(FORMAT, 1);
        var encoder = OpenH264.open(FORMAT, SETTINGS)) {
      var frame = pool.take();
      for (picture = 0; picture < PICTURES; picture++) {
        paint(frame.memory());
        frame.stamp(picture * 66_666_667L, 0);
        encoder.encode(frame, picture % 30 == 0, this::add);
      }
      frame.release();
    }
    var last = pieces.finish();
    writing.append(pieces.piece(), last);
    var activity = new byte[60];
    new Random(1).nextBytes(activity);
    writing.seal(activity, Optional.empty());
  }

  /// Bands that move, and some noise.
  private void paint(MemorySegment memory) {
    long size = FORMAT.bytes();
    for (long at = 0; at < size; at++) {
      long moved = at + 4L * picture;
      memory.set(ValueLayout.JAVA_BYTE, at, (byte) (96 + (moved >> 5) % 64 + (at * 31 + picture) % 3));
    }
  }

  private void add(MemorySegment unit, boolean idr) throws java.io.IOException {
    if (writing == null) {
      var index = new NalIndex();
      index.read(unit);
      var init = InitSegment.write(ParameterSets.in(unit, index).orElseThrow());
      var heading =
          new Heading("front", "main", UUID.randomUUID(), 0, wall, true, "avc1.42c01f", 1280, 720);
      writing = store.begin(heading, ByteBuffer.wrap(init));
      pieces.begin(writing.bytes());
    }
    var bytes = ByteBuffer.allocate(fragments.measure(unit));
    fragments.write(MemorySegment.ofBuffer(bytes), 1, 0, TICKS, idr);
    bytes.position(FragmentWriter.PAYLOAD_OFFSET);
    long ticks = (long) picture * TICKS;
    if (pieces.complete(ticks, idr, bytes.remaining())) {
      var done = pieces.finish(ticks);
      writing.append(pieces.piece(), done);
    }
    pieces.add(bytes, ticks, TICKS, idr);
  }
}
