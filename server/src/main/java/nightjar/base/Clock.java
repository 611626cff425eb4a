package nightjar.base;

import java.time.Duration;
import java.time.Instant;

/// Where time comes from, so a test can hold it still.
public interface Clock {
  Instant wall();

  /// Nanoseconds that only ever grow, from no particular start.
  long ticks();

  void sleep(Duration howLong) throws InterruptedException;

  /// Wall time in microseconds since 1970, the unit of the live protocol.
  default long wallMicros() {
    var now = wall();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /// The same for a moment not long ago.
  default long wallMicrosAt(long ticks) {
    return wallMicros() - (ticks() - ticks) / 1_000;
  }

  Clock SYSTEM =
      new Clock() {
        @Override
        public Instant wall() {
          return Instant.now();
        }

        // To the millisecond, and without leaving an Instant behind for each picture.
        @Override
        public long wallMicros() {
          return System.currentTimeMillis() * 1000;
        }

        @Override
        public long ticks() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
          Thread.sleep(howLong);
        }
      };
}
