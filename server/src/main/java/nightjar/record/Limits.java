package nightjar.record;

import java.time.Duration;

/// How much a power cut may take.
///
/// @param sync what is older than this is on the disk
public record Limits(Duration sync) {
  public static final Limits STANDARD = new Limits(Duration.ofSeconds(2));
  private static final Duration LONGEST_PIECE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PATIENCE = Duration.ofMillis(1_750);

  public Limits {
    if (sync.compareTo(Duration.ofMillis(500)) < 0 || sync.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("must be 500ms to 1m");
    }
  }

  /// How much is collected before it is written.
  Duration piece() {
    return shorter(sync.dividedBy(2), LONGEST_PIECE);
  }

  /// After it began to be collected.
  Duration syncAfter() {
    return sync.minus(piece());
  }

  /// How long a piece waits for a picture to end it.
  Duration patience() {
    return shorter(sync.multipliedBy(7).dividedBy(8), LONGEST_PATIENCE);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
