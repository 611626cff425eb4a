package nightjar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nightjar.base.Clock;
import nightjar.playback.Filmed;
import nightjar.playback.Shot;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;

/// Footage that a server finds when it starts: of each camera two files that go on from one
/// another, a gap, and one that is decoded otherwise.
final class Recorded {
  static final Filmed FILM = Filmed.of(320, 192, 90);
  static final Filmed OTHER = Filmed.of(160, 96, 60);
  private static final long DAY = 86_400_000_000L;
  static final long START = (System.currentTimeMillis() / 86_400_000 - 2) * DAY + 3_600_000_000L;

  private Recorded() {}

  /// @param data folder of what the server keeps
  /// @return what the footage is signed with
  static DeviceKey write(Path data, String... cameras) {
    try {
      var key = DeviceKey.open(data);
      try (var store =
          Store.open(data.resolve("footage"), StoreConfig.STANDARD, key, Clock.SYSTEM)) {
        for (var camera : List.of(cameras)) {
          Shot.closed(store, FILM, camera, "main", 0, 30, START);
          Shot.closed(store, FILM, camera, "main", 30, 90, wall(30));
          Shot.closed(store, OTHER, camera, "main", 0, 60, wall(200));
        }
      }
      return key;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Of a picture.
  static long wall(int picture) {
    return START + (long) picture * Filmed.TICKS * 100 / 9;
  }
}
