package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the accounts in `accounts.json`, and notices when another process has changed them.
/// Readers never wait.
final class BookKeeper {
  static final String FILE = "accounts.json";
  private static final String LOCK = "accounts.lock";
  private static final System.Logger log = System.getLogger(BookKeeper.class.getName());

  interface Change {
    Book of(Book book) throws RefusedException;
  }

  private final DataFolder folder;
  // One writer at a time: of this process by the lock, of all by the locked file. Held while
  // writing, which is its purpose; readers do not take it.
  private final ReentrantLock writing = new ReentrantLock();
  private Optional<DataFolder.Stamp> read = Optional.empty(); // guarded by writing
  private volatile Book book = Book.empty();

  private BookKeeper(DataFolder folder) {
    this.folder = folder;
  }

  static BookKeeper open(DataFolder folder) throws IOException {
    var keeper = new BookKeeper(folder);
    keeper.reload();
    return keeper;
  }

  Book book() {
    return book;
  }

  /// Reads the file again if it is not the one read last. One that is broken leaves all as it was:
  /// whoever broke it is told in the log.
  void refresh() {
    writing.lock();
    try {
      reload();
    } catch (IOException e) {
      log.log(WARNING, "the accounts stay as they were: {0}", e.getMessage());
    } finally {
      writing.unlock();
    }
  }

  private void reload() throws IOException {
    var now = folder.stamp(FILE);
    if (now.equals(read)) {
      return;
    }
    if (now.isEmpty()) {
      throw new IOException(folder.file(FILE) + " is gone");
    }
    var text = folder.read(FILE);
    if (text.isPresent()) {
      try {
        book = BookText.read(text.get());
      } catch (IOException e) {
        throw new IOException(
            "%s cannot be read: %s. Put back a copy, or remove it to begin anew"
                .formatted(folder.file(FILE), e.getMessage()),
            e);
      }
    }
    read = now;
  }

  /// Changes the accounts on disk, then here.
  ///
  /// @throws IOException nothing changed
  Book change(Change change) throws RefusedException, IOException {
    writing.lock();
    try (var _ = folder.locked(LOCK)) {
      reload();
      var changed = change.of(book);
      folder.replace(FILE, BookText.write(changed));
      book = changed;
      read = folder.stamp(FILE);
      return changed;
    } finally {
      writing.unlock();
    }
  }
}
