package nightjar.event;

import java.util.function.Consumer;

/// Takes pictures of one camera.
public interface Photographer {
  /// Nobody does.
  Photographer NONE = _ -> {};

  /// Returns at once; the JPEG comes later from any thread, or never.
  void take(Consumer<byte[]> taken);
}
