package nightjar.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.record.file.DeviceKey;

/// What the procedures work on: one folder, its index, and the order in which they may touch them.
final class Shelf {
  private static final int TAKES = 1000; // of one name

  final Path folder;
  final Disk disk;
  final Index index;
  final DeviceKey key;
  final Clock clock;
  final Ledger ledger;

  // No day's folder is removed while a file is made in it.
  private final ReentrantLock folders = new ReentrantLock();

  /// Held while files are locked or removed, so that none is both. Writers never take it.
  final ReentrantLock keeping = new ReentrantLock();

  Shelf(Path folder, Disk disk, Index index, DeviceKey key, Clock clock, Ledger ledger) {
    this.folder = folder;
    this.disk = disk;
    this.index = index;
    this.key = key;
    this.clock = clock;
    this.ledger = ledger;
  }

  /// What a file may be called.
  interface Namer {
    String name(int take);
  }

  /// Makes folders as needed, and a file under the first name that is free.
  ///
  /// @return its path within our folder, and its handle
  Made create(Path within, Namer namer) throws IOException {
    folders.lock();
    try {
      makeFolders(within);
      for (int take = 1; take <= TAKES; take++) {
        try {
          var path = within.resolve(namer.name(take));
          return new Made(path, disk.create(folder.resolve(path)));
        } catch (FileAlreadyExistsException _) {
          // the next name
        }
      }
      throw new IOException(folder.resolve(within) + " has a thousand files of one second");
    } finally {
      folders.unlock();
    }
  }

  record Made(Path path, Disk.Handle handle) {}

  private void makeFolders(Path within) throws IOException {
    var at = folder;
    for (var name : within) {
      var above = at;
      at = at.resolve(name);
      if (disk.makeFolder(at)) {
        disk.syncFolder(above);
      }
    }
  }

  /// Removes a day's folder, and those above it, that have no footage left.
  void clear(Path day) throws IOException {
    folders.lock();
    try {
      var left = disk.list(day);
      if (left.stream().allMatch(entry -> entry.name().equals(Names.NOTES))) {
        disk.unlink(day.resolve(Names.NOTES));
        var at = day;
        for (int i = 0; i < 3 && disk.removeFolder(at); i++) { // day, month, year
          at = at.resolveSibling("");
          disk.syncFolder(at);
        }
      }
    } finally {
      folders.unlock();
    }
  }

  /// Takes away a file in which nothing is, and its lock.
  void discard(Path path) throws IOException {
    var file = folder.resolve(path);
    disk.unlink(file);
    disk.unlink(Names.keep(file));
    disk.syncFolder(file.resolveSibling(""));
  }

  /// Appends to a small file of lines, and makes it durable.
  void note(Path within, String name, String line) throws IOException {
    var bytes = ByteBuffer.wrap(("\n" + line + "\n").getBytes(UTF_8));
    ledger.other(bytes.remaining());
    folders.lock();
    try {
      makeFolders(within);
      var file = folder.resolve(within).resolve(name);
      boolean there = disk.read(file).isPresent();
      try (var handle = there ? disk.open(file, true) : disk.create(file)) {
        handle.append(bytes);
        handle.sync();
      }
      if (!there) {
        disk.syncFolder(folder.resolve(within));
      }
    } finally {
      folders.unlock();
    }
  }
}
