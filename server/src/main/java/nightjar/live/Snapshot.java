package nightjar.live;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.stream.Delivery;

/// One JPEG picture of a camera, as it is now.
///
/// @param captured wall time in microseconds since 1970
public record Snapshot(ByteBuffer jpeg, long captured) {
  /// Waits for the next picture: some milliseconds when somebody is looking at JPEG pictures
  /// already, else until the encoder is open; with a camera that codes by itself, until the decoder
  /// is.
  ///
  /// @return empty when none came in time
  public static Optional<Snapshot> of(Watchable camera, Duration within, Clock clock)
      throws InterruptedException {
    long until = clock.ticks() + within.toNanos();
    try (var reader = camera.jpeg().stream().subscribe()) {
      for (long left = within.toNanos(); left > 0; left = until - clock.ticks()) {
        if (reader.next(Duration.ofNanos(left)) instanceof Delivery.Unit(var fragment)) {
          try {
            var bytes = fragment.bytes();
            return Optional.of(
                new Snapshot(
                    ByteBuffer.allocate(bytes.remaining()).put(bytes).flip(), fragment.captured()));
          } finally {
            fragment.release();
          }
        }
      }
    }
    return Optional.empty();
  }
}
