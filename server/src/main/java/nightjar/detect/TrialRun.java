package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.posix.DataLimit;

/// The other side of a [Trial]: opens a model, shows it two pictures, and says what came of it. A
/// program of its own.
final class TrialRun {
  private static final long MOST_MEMORY = 512 << 20; // bytes, on top of Java's own
  private static final int SIDE = 320;

  private TrialRun() {}

  /// @param args folder of libraries, model, labels, threads, SHA-256 of the model
  public static void main(String[] args) throws IOException {
    giveWay();
    endInTime();
    var models =
        new Models(
            Path.of(args[0]),
            Path.of(args[1]),
            Optional.of(Path.of(args[2])),
            false,
            Integer.parseInt(args[3]));
    try (var net = models.openUntried(args[4])) {
      look(net);
      say(Trial.FINE);
    } catch (BadModelException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private static void say(String what) {
    System.out.println(Trial.ANSWER + what.replaceAll("\\R", " "));
  }

  /// Also when nobody is left who would end it.
  private static void endInTime() {
    Thread.ofPlatform()
        .daemon()
        .name("watchdog")
        .start(
            () -> {
              try {
                Thread.sleep(Trial.LONGEST.multipliedBy(2));
              } catch (InterruptedException e) {
                // Nobody does that.
              }
              Runtime.getRuntime().halt(1);
            });
  }

  /// Bounds its memory, and is the first to go when the system has none left.
  private static void giveWay() throws IOException {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
    } catch (IOException e) {
      // A sandbox without it: the bound below holds all the same.
    }
    if (!DataLimit.more(MOST_MEMORY)) {
      throw new IOException("cannot bound memory");
    }
  }

  private static void look(Net net) throws BadModelException {
    var format = new PictureFormat(SIDE, SIDE, 1, Colour.SYCC);
    try (var pool = new PicturePool(format, 1)) {
      var picture = Objects.requireNonNull(pool.take());
      for (int step : new int[] {0, 37}) {
        for (long i = 0; i < format.bytes(); i++) {
          picture.memory().set(JAVA_BYTE, i, (byte) (128 + i * step));
        }
        net.take(picture, new Crop(0, 0, SIDE, SIDE));
        net.look(ObjectConfig.LEAST_SCORE);
      }
      picture.release();
    }
  }
}
