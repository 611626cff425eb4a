package nightjar;

import java.io.IOException;
import java.nio.file.Path;
import nightjar.base.Clock;
import nightjar.config.Settings.RecordSettings;
import nightjar.http.Recordings;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import org.jspecify.annotations.Nullable;

/// Where footage is kept, and how the web comes to it.
final class FootageRig implements AutoCloseable {
  private static final String MEMORY = "footage-store"; // file that knows which store belongs here

  private final @Nullable PassingFolder passing; // goes when this is closed
  private final Store store;
  private final Recordings shown;
  private final String proofKey;

  /// @param settings what they say of the folder and of how much is kept
  /// @param data folder for what outlives the program; null when nothing does
  /// @throws IOException another process writes there, or the key is broken
  FootageRig(RecordSettings settings, @Nullable Path data, Clock clock) throws IOException {
    this.passing = data == null ? PassingFolder.make("nightjar-footage") : null;
    var folder = data == null ? Path.of("") : settings.folder(data);
    var key = data == null ? DeviceKey.fresh() : DeviceKey.open(data);
    var keep = data == null ? settings.keep() : settings.keep().remembering(data.resolve(MEMORY));
    this.store = Store.open(passing == null ? folder : passing.path(), keep, key, clock);
    this.proofKey = key.proof().pem();
    this.shown = Recordings.of(store, clock);
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
