import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import nightjar.base.Clock;
import nightjar.camera.demo.DemoSource;
import nightjar.camera.ffmpeg.VideoFile;
import nightjar.encode.BusyScene;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Pictures to encode.
interface Scene extends AutoCloseable {
  PictureFormat format();

  /// @return false when there are no more
  boolean next(Picture into) throws IOException, InterruptedException;

  @Override
  void close();

  static Scene busy(int width) {
    var format = new PictureFormat(width, width * 9 / 16, 15, Colour.SYCC);
    var scene = new BusyScene(format, 1);
    return of(format, scene::draw);
  }

  /// From one wall to another every so many pictures.
  static Scene cuts(int width, int every) {
    var format = new PictureFormat(width, width * 9 / 16, 15, Colour.SYCC);
    var one = new BusyScene(format, 1);
    var other = new BusyScene(format, 2);
    var shown = new int[1];
    return of(format, into -> (shown[0]++ / every % 2 == 0 ? one : other).draw(into));
  }

  private static Scene of(PictureFormat format, java.util.function.Consumer<Picture> draw) {
    return new Scene() {
      @Override
      public PictureFormat format() {
        return format;
      }

      @Override
      public boolean next(Picture into) {
        draw.accept(into);
        return true;
      }

      @Override
      public void close() {}
    };
  }

  static Scene demo(int width) {
    var source = new DemoSource(new PictureFormat(width, width * 9 / 16, 15, Colour.SYCC), 1, new Stepped());
    return new Scene() {
      @Override
      public PictureFormat format() {
        return source.format();
      }

      @Override
      public boolean next(Picture into) throws InterruptedException {
        source.read(into);
        return true;
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  static Scene clip(Path path) throws IOException {
    var file = VideoFile.open(path);
    return new Scene() {
      @Override
      public PictureFormat format() {
        return file.format();
      }

      @Override
      public boolean next(Picture into) throws IOException {
        boolean more = file.next();
        if (more) {
          file.copyTo(into);
        }
        return more;
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  /// Stands still but for sleeping and what is set.
  final class Stepped implements Clock {
    volatile long now = 1_000_000_000;

    @Override
    public Instant wall() {
      return Instant.ofEpochSecond(1_795_000_000, now);
    }

    @Override
    public long ticks() {
      return now;
    }

    @Override
    public void sleep(Duration howLong) {
      now += howLong.toNanos();
    }
  }
}
