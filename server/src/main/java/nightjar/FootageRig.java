package nightjar;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import nightjar.base.Clock;
import nightjar.http.Recordings;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.jspecify.annotations.Nullable;

/// Where footage is kept, and how the web comes to it.
final class FootageRig implements AutoCloseable {
  private static final System.Logger log = System.getLogger(FootageRig.class.getName());

  private final @Nullable Path passing; // folder that goes when this is closed
  private final Store store;
  private final Recordings shown;

  /// @param data folder for what outlives the program; null when nothing does
  /// @throws IOException another process writes there, or the key is broken
  FootageRig(@Nullable Path data, Clock clock) throws IOException {
    this.passing = data == null ? Files.createTempDirectory("nightjar-footage") : null;
    var folder = passing == null && data != null ? data.resolve("footage") : passing;
    var key = data == null ? DeviceKey.fresh() : DeviceKey.open(data);
    this.store =
        Store.open(folder == null ? Path.of("") : folder, StoreConfig.STANDARD, key, clock);
    this.shown = Recordings.of(store, clock);
  }

  Recordings shown() {
    return shown;
  }

  @Override
  public void close() {
    store.close();
    if (passing != null) {
      remove(passing);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      log.log(WARNING, "{0} stays: {1}", folder, e);
    }
  }
}
