package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.FakeClock;
import nightjar.base.SlabPool;
import nightjar.camera.demo.DemoSource;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.MediaTime;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.stream.Delivery;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.Prefix;
import nightjar.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes in as a picture comes out as the same picture: drawn, encoded, muxed, written,
/// demuxed, decoded, and brought back to full range, with every plane compared.
class RoundTripTest {
  private static final PictureFormat FORMAT = new PictureFormat(640, 360, 10, Colour.SYCC);
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(3_000_000, 10, Duration.ofSeconds(1));
  private static final int PICTURES = 25;
  private static final long INTERVAL = 9_000;

  @TempDir Path dir;

  @Test
  void videoKeepsItsPictures() throws Exception {
    var originals = new ArrayList<byte[]>();
    var file = dir.resolve("scene.mp4");
    write(file, originals, new StringBuilder());
    try (var source = new FileSource(file, new FakeClock());
        var pool = new PicturePool(source.format(), 1)) {
      assertEquals(FORMAT, source.format());
      for (int i = 0; i < 2 * PICTURES; i++) { // twice round
        var picture = take(pool);
        source.read(picture);
        assertAlike(originals.get(i % PICTURES), picture, "picture " + i, 30);
        picture.release();
      }
    }
  }

  @Test
  void anIdrComesWhereItIsAskedForAndEverySecond() throws Exception {
    var kinds = new StringBuilder();
    write(dir.resolve("scene.mp4"), new ArrayList<>(), kinds);
    assertEquals("IppppppIppppppppppIpppppp".length(), kinds.length());
    assertEquals('I', kinds.charAt(0));
    assertEquals('I', kinds.charAt(7)); // asked for
    assertTrue(kinds.chars().filter(k -> k == 'I').count() <= 4, kinds::toString);
  }

  @Test
  void aFileKeepsItsOwnPace() throws Exception {
    var file = dir.resolve("scene.mp4");
    write(file, new ArrayList<>(), new StringBuilder());
    var clock = new FakeClock();
    try (var source = new FileSource(file, clock);
        var pool = new PicturePool(source.format(), 1)) {
      long start = clock.ticks();
      for (int i = 0; i <= 3 * PICTURES; i++) {
        var picture = take(pool);
        source.read(picture);
        long due = i * 100L;
        long at = (picture.ticks() - start) / 1_000_000;
        assertTrue(Math.abs(at - due) <= 1, "picture " + i + " at " + at + " ms");
        picture.release();
      }
    }
  }

  @Test
  void jpegKeepsItsPicture() throws Exception {
    var file = dir.resolve("one.jpg");
    byte[] original;
    try (var pool = new PicturePool(FORMAT, 1);
        var scene = new DemoSource(FORMAT, 1, new FakeClock());
        var encoder = Jpeg.open(FORMAT, SETTINGS)) {
      var picture = take(pool);
      scene.read(picture);
      original = picture.memory().toArray(ValueLayout.JAVA_BYTE);
      encoder.encode(
          picture, false, (data, _) -> Files.write(file, data.toArray(ValueLayout.JAVA_BYTE)));
      picture.release();
    }
    try (var source = new FileSource(file, new FakeClock());
        var pool = new PicturePool(source.format(), 1)) {
      var picture = take(pool);
      source.read(picture);
      assertAlike(original, picture, "the JPEG", 30);
      picture.release();
    }
  }

  @Test
  void filesThatAreNoVideoSaySo() throws Exception {
    var text = Files.writeString(dir.resolve("no.mp4"), "this is not a video\n".repeat(500));
    for (var file : List.of(text, dir.resolve("missing.mp4"), dir)) {
      var e = assertThrows(IOException.class, () -> new FileSource(file, new FakeClock()));
      assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e::getMessage);
    }
  }

  /// The whole way to a file. `kinds` gets an `I` or a `p` for each picture.
  private static void write(Path file, List<byte[]> originals, StringBuilder kinds)
      throws IOException, InterruptedException {
    try (var slabs = new SlabPool(1 << 20);
        var stream =
            new Stream(
                Fmp4Packaging.of(Colour.SYCC),
                Prefix.NONE,
                slabs,
                new Stream.Bounds(64 << 20, Duration.ofMinutes(1)));
        var pictures = new PicturePool(FORMAT, 1);
        var scene = new DemoSource(FORMAT, 1, new FakeClock());
        var encoder = OpenH264.open(FORMAT, SETTINGS);
        var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var reader = stream.subscribe();
      for (int i = 0; i < PICTURES; i++) {
        var picture = take(pictures);
        scene.read(picture);
        originals.add(picture.memory().toArray(ValueLayout.JAVA_BYTE));
        encoder.encode(picture, i == 7, publishing(stream, i, kinds));
        picture.release();
        writeWhatCame(reader, out);
      }
    }
  }

  private static Encoder.Output publishing(Stream stream, int number, StringBuilder kinds) {
    return (data, idr) -> {
      kinds.append(idr ? 'I' : 'p');
      var pts = MediaTime.video(number * INTERVAL);
      stream.publish(new AccessUnit(data, idr, pts, number, (int) INTERVAL));
    };
  }

  private static void writeWhatCame(Stream.Reader reader, FileChannel out)
      throws IOException, InterruptedException {
    var next = reader.next(Duration.ZERO);
    if (next instanceof Delivery.Starts(var init)) {
      writeAll(init.bytes(), out);
      next = reader.next(Duration.ZERO);
    }
    var fragment = assertInstanceOf(Delivery.Unit.class, next).fragment();
    writeAll(fragment.bytes(), out);
    fragment.release();
  }

  private static void writeAll(ByteBuffer bytes, FileChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static Picture take(PicturePool pool) {
    var picture = pool.take();
    assertNotNull(picture);
    return picture;
  }

  private static void assertAlike(byte[] original, Picture picture, String what, double decibels) {
    int luma = FORMAT.width() * FORMAT.height();
    int[] from = {0, luma, luma * 5 / 4, luma * 3 / 2};
    for (int plane = 0; plane < 3; plane++) {
      double psnr = psnr(original, picture.memory(), from[plane], from[plane + 1]);
      assertTrue(psnr > decibels, what + ", plane " + plane + ": " + psnr + " dB");
    }
  }

  private static double psnr(byte[] one, MemorySegment other, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      int difference = (one[i] & 255) - (other.get(ValueLayout.JAVA_BYTE, i) & 255);
      squares += difference * difference;
    }
    return 10 * Math.log10(255 * 255 / Math.max(1e-9, squares / (to - from)));
  }
}
