package nightjar.decode;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.Picture;
import nightjar.stream.Delivery;
import nightjar.stream.Stream;

/// Pictures of a camera that codes by itself, for those who need samples: JPEG, motion.
///
/// Owns one platform thread, for decoders are native arithmetic. It reads the stream as any viewer
/// does, from the newest IDR on, and slows nobody.
public final class Decoding implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Decoding.class.getName());
  private static final Duration LOOK_UP = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Stream> streams;
  private final DoubleSupplier wanted;
  private final Consumer<Picture> out;
  private final Work work;
  private final Clock clock;
  private final long epoch;
  private final OwnThread thread;

  /// @param streams which to read, asked for each picture: of two, one may be well
  /// @param wanted pictures a second at most, 0 for none; asked about five times a second
  /// @param out called on this thread; holds what it keeps, and does not wait
  /// @param work told what is done
  /// @param epoch the tick at which media time is 0
  public Decoding(
      String name,
      Supplier<Stream> streams,
      DoubleSupplier wanted,
      Consumer<Picture> out,
      Work work,
      Clock clock,
      long epoch) {
    this.name = name;
    this.streams = streams;
    this.wanted = wanted;
    this.out = out;
    this.work = work;
    this.clock = clock;
    this.epoch = epoch;
    this.thread = new OwnThread("decode-" + name);
  }

  public void start() {
    thread.run(this::run);
  }

  private void run() {
    try {
      while (true) {
        if (wanted.getAsDouble() > 0) {
          decodeWhileWanted();
        }
        clock.sleep(LOOK_UP);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void decodeWhileWanted() throws InterruptedException {
    var stream = streams.get();
    log.log(INFO, "{0}: decoder opened", name);
    try (var reader = stream.subscribe();
        var pictures = new DecodedPictures(out, epoch)) {
      while (wanted.getAsDouble() > 0 && stream == streams.get()) {
        deliver(reader.next(LOOK_UP), pictures);
      }
      work.pause();
      log.log(INFO, "{0}: decoder closed", name);
    } catch (IOException e) { // the world failed: say so, wait, open it again
      log.log(WARNING, "{0}: {1}; opening the decoder again", name, e.getMessage());
      clock.sleep(PAUSE);
    }
  }

  private void deliver(Delivery delivery, DecodedPictures pictures) throws IOException {
    switch (delivery) {
      case Delivery.Starts(var init) -> pictures.begin(init);
      case Delivery.Unit(var fragment) -> {
        try {
          long start = clock.ticks();
          boolean decoded = pictures.decode(fragment, wanted.getAsDouble());
          long now = clock.ticks();
          work.unit(fragment.idr(), decoded ? Math.max(1, now - start) : 0, now);
        } finally {
          fragment.release();
        }
      }
      case Delivery.Skipped _ -> pictures.skipped();
      case Delivery.Woken _, Delivery.Ended _ -> {}
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
