package nightjar.stream;

import java.time.Duration;

/// What a reader gets next.
public sealed interface Delivery {
  /// Comes before the first fragment and whenever it changes.
  record Starts(Init init) implements Delivery {}

  /// The reader holds the fragment and must let it go.
  record Unit(Fragment fragment) implements Delivery {}

  /// Pictures the reader will not get; the next fragment is an IDR.
  record Skipped(long fragments, Duration lasting) implements Delivery {}

  /// Somebody called `wake`, or the wait was long enough.
  record Woken() implements Delivery {}

  record Ended() implements Delivery {}
}
