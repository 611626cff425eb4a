package nightjar.camera.demo;

import java.time.Duration;
import java.util.Random;

/// When who comes by: a function of the seed and the time. Somebody walks past at the beginning of
/// each spell, more often than not with a car or a bird; then nothing stirs until the next.
final class Visits {
  /// Room for a visit, and as much quiet.
  static final Duration USUAL = Duration.ofSeconds(40);

  static final double WALK = 16; // seconds, each
  static final double DRIVE = 5;
  static final double FLIGHT = 14;
  private static final double LATEST = 5; // seconds after the spell began

  private final long seed;
  private final double spell;

  /// @param every how long a spell is
  Visits(long seed, Duration every) {
    if (every.compareTo(USUAL) < 0) {
      throw new IllegalArgumentException("a spell is at least %s: %s".formatted(USUAL, every));
    }
    this.seed = seed;
    this.spell = every.toNanos() / 1e9;
  }

  /// Who is there: how far each has come, 0 to 1; outside of that, nobody.
  record Scene(double walker, boolean toTheRight, double car, double bird) {
    boolean stirs() {
      return isThere(walker) || isThere(car) || isThere(bird);
    }

    static boolean isThere(double along) {
      return along >= 0 && along < 1;
    }
  }

  /// @param seconds since the camera was opened
  Scene at(double seconds) {
    long number = (long) (seconds / spell);
    double t = seconds - number * spell;
    var random = new Random(seed * 31 + number * 0x9e37_79b9L);
    boolean right = random.nextBoolean();
    double walk = number == 0 ? 0 : random.nextDouble(LATEST);
    double car = random.nextDouble() < 0.7 ? random.nextDouble(LATEST) : Double.MAX_VALUE;
    double bird = random.nextDouble() < 0.7 ? random.nextDouble(LATEST) : Double.MAX_VALUE;
    return new Scene((t - walk) / WALK, right, (t - car) / DRIVE, (t - bird) / FLIGHT);
  }
}
