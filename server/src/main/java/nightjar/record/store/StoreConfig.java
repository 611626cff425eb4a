package nightjar.record.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How much footage is kept.
///
/// @param bytes of footage at most; 0 for no limit but the disk's
/// @param free how much of the disk stays free
/// @param quiet footage in which nothing happened is kept for; zero for ever
/// @param events footage in which something happened is kept for; zero for ever
/// @param memory a file outside the store's folder that remembers which store belongs there, so
///   that the empty place where a disk was mounted is not taken for a new one
public record StoreConfig(
    long bytes, Free free, Duration quiet, Duration events, Optional<Path> memory) {
  private static final Duration LONGEST = Duration.ofDays(36_600);

  public static final StoreConfig STANDARD =
      new StoreConfig(
          0, new Free.Percent(10), Duration.ofDays(14), Duration.ofDays(60), Optional.empty());

  public StoreConfig {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes of footage are 0, for no limit, or more: " + bytes);
    }
    check("quiet", quiet);
    check("events", events);
  }

  private static void check(String what, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s is from 0, which means for ever, to %d days; not %s"
              .formatted(what, LONGEST.toDays(), time));
    }
  }

  public StoreConfig remembering(Path file) {
    return new StoreConfig(bytes, free, quiet, events, Optional.of(file));
  }

  /// How much of a disk stays free.
  public sealed interface Free {
    long of(long size);

    record Bytes(long bytes) implements Free {
      public Bytes {
        if (bytes < 0) {
          throw new IllegalArgumentException("no less than 0 bytes stay free, not " + bytes);
        }
      }

      @Override
      public long of(long size) {
        return bytes;
      }
    }

    record Percent(int percent) implements Free {
      public Percent {
        if (percent < 0 || percent > 90) {
          throw new IllegalArgumentException("0 to 90 % stay free, not " + percent);
        }
      }

      @Override
      public long of(long size) {
        return size / 100 * percent;
      }
    }
  }
}
