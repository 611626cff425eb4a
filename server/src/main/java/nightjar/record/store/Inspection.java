package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.record.file.DeviceKey;

/// A whole store looked at from outside, for the command line.
public final class Inspection {
  private Inspection() {}

  /// Reads every file and every row; changes nothing, and may be done while a server writes: then
  /// files that are still open are no fault.
  ///
  /// @throws IOException there is no store, or it cannot be read
  public static Checked check(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(Names.INDEX))) {
      refuseUnlessStore(folder);
      throw new NoSuchFileException(
          folder + " has no index: a start of the server makes one, or --rebuild");
    }
    var disk = new RealDisk();
    Optional<AutoCloseable> lock = disk.lock(folder.resolve(Names.LOCK));
    try (var index = SqliteIndex.openToRead(folder.resolve(Names.INDEX))) {
      return new Check(disk, folder, index, lock.isEmpty(), seal -> seal.signedBy(seal.key()))
          .run();
    } catch (BrokenIndexException e) {
      return new Checked(0, 0, 0, List.of(String.valueOf(e.getMessage())));
    } finally {
      if (lock.isPresent()) {
        release(lock.get());
      }
    }
  }

  /// Makes the index from the files alone, and mends what a start would.
  ///
  /// @return what was mended
  /// @throws StoreBusyException a server is running
  /// @throws NoSuchFileException it is none of ours: somebody else's index stays, and a disk that
  ///   is not mounted gets no store in its place
  public static List<Mend> rebuild(Path folder, StoreConfig config, DeviceKey key, Clock clock)
      throws IOException {
    refuseUnlessStore(folder);
    var lock =
        new RealDisk()
            .lock(folder.resolve(Names.LOCK))
            .orElseThrow(
                () -> new StoreBusyException(folder + " is in use: stop the server first"));
    for (var part : new String[] {"-wal", "-shm", ""}) {
      Files.deleteIfExists(folder.resolve(Names.INDEX + part));
    }
    release(lock);
    try (var store = Store.open(folder, config, key, clock)) {
      if (store.health().trouble() != Trouble.NONE) {
        throw new IOException(store.health().problem());
      }
      return store.mends();
    }
  }

  private static void refuseUnlessStore(Path folder) throws NoSuchFileException {
    if (!Files.exists(folder.resolve(Names.MARKER))) {
      throw new NoSuchFileException(folder + " is no folder of footage: is its disk mounted?");
    }
  }

  private static void release(AutoCloseable lock) throws IOException {
    try {
      lock.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // a file lock throws nothing else
    }
  }
}
