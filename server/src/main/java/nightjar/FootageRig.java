package nightjar;

import java.io.IOException;
import java.nio.file.Path;
import nightjar.base.Clock;
import nightjar.config.Settings.RecordSettings;
import nightjar.http.Recordings;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.jspecify.annotations.Nullable;

/// Where footage is kept, and how the web comes to it.
final class FootageRig implements AutoCloseable {
  private static final String MEMORY = "footage-store"; // file that knows which store belongs here

  private final @Nullable PassingFolder passing; // goes when this is closed
  private final Store store;
  private final Recordings shown;
  private final String proofKey;

  private FootageRig(
      @Nullable PassingFolder passing, Path folder, StoreConfig keep, DeviceKey key, Clock clock)
      throws IOException {
    this.passing = passing;
    this.store = Store.open(folder, keep, key, clock);
    this.proofKey = key.proof().pem();
    this.shown = Recordings.of(store, clock);
  }

  /// @param settings what they say of the folder and of how much is kept
  /// @param data folder for what outlives the program; null when nothing does
  /// @throws IOException another process writes there, or the key is broken
  static FootageRig of(RecordSettings settings, @Nullable Path data, Clock clock)
      throws IOException {
    if (data == null) {
      var passing = PassingFolder.make("nightjar-footage");
      return new FootageRig(passing, passing.path(), settings.keep(), DeviceKey.fresh(), clock);
    }
    var keep = settings.keep().remembering(data.resolve(MEMORY));
    return new FootageRig(null, settings.folder(data), keep, DeviceKey.open(data), clock);
  }

  Store store() {
    return store;
  }

  /// The public half of what seals are signed with, as PEM.
  String proofKey() {
    return proofKey;
  }

  Recordings shown() {
    return shown;
  }

  @Override
  public void close() {
    store.close();
    if (passing != null) {
      passing.close();
    }
  }
}
