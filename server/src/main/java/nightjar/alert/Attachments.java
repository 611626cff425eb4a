package nightjar.alert;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import nightjar.base.WholeFile;

/// Pictures and clips of alerts, a file each, beside the outbox's tables. Any thread.
final class Attachments {
  static final String PICTURE = ".jpg";
  static final String CLIP = ".mp4";

  private static final Pattern OURS = Pattern.compile("(\\d{1,18})\\.(jpg|mp4)");

  private final Path folder;
  private final OutboxFile tables;
  private final ReentrantLock lock = new ReentrantLock(); // held by who adds or removes

  Attachments(Path folder, OutboxFile tables) {
    this.folder = folder;
    this.tables = tables;
  }

  /// @param note the statement that has it stand in the tables, once it is on the disk
  void add(long alert, String kind, byte[] bytes, String note) throws IOException {
    lock.lock();
    try {
      WholeFile.replace(path(alert, kind), bytes);
      tables.write(t -> t.run(note, alert));
    } finally {
      lock.unlock();
    }
  }

  Optional<Path> file(long alert, String kind) {
    return Optional.of(path(alert, kind)).filter(Files::exists);
  }

  private Path path(long alert, String kind) {
    return folder.resolve(alert + kind);
  }

  /// Tells which alerts' are kept.
  interface Wanted {
    Set<Long> of() throws IOException;
  }

  void keepOnly(Wanted wanted) throws IOException {
    lock.lock();
    try {
      removeBut(wanted.of());
    } finally {
      lock.unlock();
    }
  }

  private void removeBut(Set<Long> wanted) throws IOException {
    try (var there = Files.newDirectoryStream(folder, "*.{jpg,mp4}")) {
      for (var one : there) {
        var name = OURS.matcher(one.getFileName().toString());
        if (name.matches() && !wanted.contains(Long.parseLong(name.group(1)))) {
          Files.deleteIfExists(one);
        }
      }
    } catch (DirectoryIteratorException e) { // a disk that fails while it is read
      throw e.getCause();
    }
  }
}
