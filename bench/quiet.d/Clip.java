import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.SlabPool;
import nightjar.camera.demo.DemoSource;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoding;
import nightjar.encode.Publisher;
import nightjar.encode.QuietSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.live.LiveHeader;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.stream.Delivery;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.Stream;

/// Makes `ui/test/support/quiet.clip`: 17 s of what a viewer is sent, as the server makes it, of a
/// scene that stirs in the first second and from 8.33 s to 10 s. The init segment, then the live
/// protocol's binary messages; before each its size in four bytes, big-endian.
final class Clip {
  private static final PictureFormat FORMAT = new PictureFormat(320, 180, 15, Colour.SYCC);
  private static final EncodeSettings SETTINGS = new EncodeSettings(120_000, 15, Duration.ofSeconds(2));
  private static final QuietSettings QUIET =
      new QuietSettings(true, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private Clip() {}

  public static void main(String[] args) throws Exception {
    var clock = new Stepped();
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    var slabs = new SlabPool(1 << 20);
    try (var scene = new DemoSource(FORMAT, 1, clock);
        var pool = new PicturePool(FORMAT, 1);
        var stream =
            new Stream(Fmp4Packaging.of(Colour.SYCC), LiveHeader.fragments(0), slabs, new Stream.Bounds(8 << 20, Duration.ofSeconds(6)));
        var reader = stream.subscribe();
        var encoding = new Encoding("clip", SETTINGS, OpenH264::open, () -> 1, into(stream), clock, clock.ticks())) {
      encoding.use(QUIET);
      encoding.start();
      for (int i = 0; i < 17 * 15; i++) {
        var picture = Free.of(pool);
        scene.read(picture);
        boolean stirs = i < 15 || (i >= 125 && i < 150);
        encoding.offer(picture, stirs);
        picture.release();
        Free.of(pool).release();
        write(reader, out);
      }
    }
    Files.write(Path.of(args[0]), bytes.toByteArray());
    System.out.println(bytes.size() + " bytes");
  }

  private static void write(Stream.Reader reader, DataOutputStream out) throws Exception {
    while (true) {
      switch (reader.next(Duration.ZERO)) {
        case Delivery.Starts(var init) -> write(init.bytes(), out);
        case Delivery.Unit(var fragment) -> {
          write(fragment.withPrefix(), out);
          fragment.release();
        }
        case Delivery.Skipped _, Delivery.Ended _ -> throw new IOException("lost something");
        case Delivery.Woken _ -> {
          return;
        }
      }
    }
  }

  private static void write(java.nio.ByteBuffer message, DataOutputStream out) throws IOException {
    var copy = new byte[message.remaining()];
    message.get(copy);
    out.writeInt(copy.length);
    out.write(copy);
  }

  private static Publisher into(Stream stream) {
    return new Publisher() {
      @Override
      public boolean publish(AccessUnit unit) throws IOException {
        return stream.publish(unit);
      }

      @Override
      public void interrupt() {
        stream.interrupt();
      }
    };
  }
}
