package nightjar.record;

import java.util.OptionalLong;

/// What is known of a camera's scene now. Asked often, by any thread.
public interface Scene {
  /// Whether the camera may look.
  boolean on();

  /// Whether the engine is sure of motion.
  boolean moves();

  /// Ticks at which the event that lasts began.
  OptionalLong happening();
}
