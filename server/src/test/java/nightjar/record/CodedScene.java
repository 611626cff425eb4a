package nightjar.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.camera.demo.DemoSource;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.ffmpeg.StillJpeg;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// Two seconds at a time of the demo's scene, coded once, to be shown over and over.
///
/// @param units in Annex B; each [#GOP] begins with an IDR
/// @param thumbnail of it
@SuppressWarnings("ArrayRecordComponent") // one for a whole run
record CodedScene(List<MemorySegment> units, byte[] thumbnail) {
  static final int FPS = 15;
  static final int GOP = 30;
  private static final int GOPS = 4;
  private static final int BEFORE = 5; // GOPs: until the encoder has found its measure
  private static final int BITRATE = 1_500_000;
  private static final int WIDEST = 320; // of a thumbnail

  static CodedScene of(int width, int height) throws IOException, InterruptedException {
    return new CodedScene(units(width, height), thumbnail(width, height));
  }

  private static List<MemorySegment> units(int width, int height)
      throws IOException, InterruptedException {
    var format = new PictureFormat(width, height, FPS, Colour.SYCC);
    var settings = new EncodeSettings(BITRATE, FPS, Duration.ofSeconds(2));
    var units = new ArrayList<MemorySegment>();
    try (var scene = new DemoSource(format, 1, Duration.ofSeconds(40), new SoakClock());
        var pool = new PicturePool(format, 1);
        var encoder = OpenH264.open(format, settings)) {
      for (int i = 0; i < (BEFORE + GOPS) * GOP; i++) {
        var picture = pool.take();
        scene.read(picture);
        boolean kept = i >= BEFORE * GOP;
        encoder.encode(
            picture,
            i % GOP == 0,
            (data, _) -> units.addAll(kept ? List.of(copy(data)) : List.of()));
        picture.release();
      }
    }
    if (units.size() != GOPS * GOP) {
      throw new IOException("the encoder left pictures out: " + units.size());
    }
    return List.copyOf(units);
  }

  private static MemorySegment copy(MemorySegment data) {
    return MemorySegment.ofArray(data.toArray(ValueLayout.JAVA_BYTE));
  }

  private static byte[] thumbnail(int width, int height) throws IOException, InterruptedException {
    int across = Math.min(width, WIDEST);
    var format = new PictureFormat(across, height * across / width & ~1, FPS, Colour.SYCC);
    try (var scene = new DemoSource(format, 1, new SoakClock());
        var pool = new PicturePool(format, 1)) {
      var picture = pool.take();
      scene.read(picture);
      var jpeg = StillJpeg.of(picture);
      picture.release();
      return jpeg;
    }
  }

  /// Bits a second at full rate.
  long rate() {
    return units.stream().mapToLong(MemorySegment::byteSize).sum() * 8 * FPS / units.size();
  }
}
