package nightjar.live;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.stream.Delivery;
import nightjar.stream.Fragment;

/// One JPEG picture of a camera, as it is now.
///
/// @param captured wall time in microseconds since 1970
public record Snapshot(ByteBuffer jpeg, long captured) {
  // The last one made for somebody else may lie there for some seconds, and a decoder begins with
  // an IDR that may be older.
  private static final long OLDEST = 2_000_000; // microseconds
  private static final long LOOK_UP = 500_000_000; // nanoseconds

  /// The JPEG as bytes of the caller's own.
  public byte[] bytes() {
    var bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    return bytes;
  }

  /// Waits for the next picture: some milliseconds when somebody is looking at JPEG pictures
  /// already, else until the encoder is open; with a camera that codes by itself, until the decoder
  /// is.
  ///
  /// @return empty when none came in time, or the camera was switched off
  public static Optional<Snapshot> of(Watchable camera, Duration within, Clock clock)
      throws InterruptedException {
    long until = clock.ticks() + within.toNanos();
    long notBefore = clock.wallMicros() - OLDEST;
    try (var reader = camera.jpeg().stream().subscribe()) {
      for (long left = within.toNanos();
          left > 0 && camera.privacy().stand().on();
          left = until - clock.ticks()) {
        switch (reader.next(Duration.ofNanos(Math.min(left, LOOK_UP)))) {
          case Delivery.Unit(var fragment) -> {
            try {
              if (fragment.captured() >= notBefore) {
                return Optional.of(copy(fragment));
              }
            } finally {
              fragment.release();
            }
          }
          case Delivery.Ended _ -> {
            return Optional.empty();
          }
          case Delivery.Starts _, Delivery.Skipped _, Delivery.Woken _ -> {}
        }
      }
    }
    return Optional.empty();
  }

  private static Snapshot copy(Fragment fragment) {
    var bytes = fragment.bytes();
    return new Snapshot(
        ByteBuffer.allocate(bytes.remaining()).put(bytes).flip(), fragment.captured());
  }
}
