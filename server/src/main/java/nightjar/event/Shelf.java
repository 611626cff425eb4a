package nightjar.event;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How much one camera's events take, day by day, and what goes when that is too much.
///
/// 1. By age at most one day goes at a time, and an hour passes before the next: a clock that is
///    wrong for a while does not empty the shelf.
/// 2. By bytes the oldest days go until the rest fits.
/// 3. When a single day is too much, its oldest pictures go; the lines stay.
final class Shelf {
  private static final long HOUR = 3_600_000_000L; // microseconds

  private final Path folder;
  private final Disk disk;
  private final Keeping keeping;
  private final TreeMap<String, Long> bytes = new TreeMap<>(); // by day
  private long aged = Long.MIN_VALUE;

  Shelf(Path folder, Disk disk, Keeping keeping) {
    this.folder = folder;
    this.disk = disk;
    this.keeping = keeping;
  }

  /// Looks again at what there is.
  void count() throws IOException {
    bytes.clear();
    for (var day : Days.in(folder)) {
      long all = Files.size(Days.file(folder, day));
      for (var picture : pictures(day)) {
        all += Files.size(picture);
      }
      bytes.put(day, all);
    }
  }

  void grown(String day, long by) {
    bytes.merge(day, by, Long::sum);
  }

  private List<Path> pictures(String day) throws IOException {
    var files = new ArrayList<Path>();
    var of = folder.resolve(day);
    if (Files.isDirectory(of)) {
      Files.walkFileTree(
          of,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    }
    files.sort(null); // their names begin with the time
    return files;
  }

  void tidy(long now) throws IOException {
    age(now); // 1.
    long all = total();
    while (all > keeping.bytes() && bytes.size() > 1) { // 2.
      all -= drop(bytes.firstEntry());
    }
    if (all > keeping.bytes() && !bytes.isEmpty()) { // 3.
      thin(bytes.firstKey());
    }
  }

  private long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  private void age(long now) throws IOException {
    long oldest = now - keeping.time().toNanos() / 1_000;
    boolean due = aged == Long.MIN_VALUE || Math.abs(now - aged) >= HOUR;
    if (due && !bytes.isEmpty() && Days.end(bytes.firstKey()) < oldest) {
      aged = now;
      drop(bytes.firstEntry());
    }
  }

  private long drop(Map.Entry<String, Long> day) throws IOException {
    for (var picture : pictures(day.getKey())) {
      disk.delete(picture);
    }
    disk.delete(folder.resolve(day.getKey()));
    disk.delete(Days.file(folder, day.getKey()));
    bytes.remove(day.getKey());
    return day.getValue();
  }

  /// To nine tenths, so that it is not soon due again.
  private void thin(String day) throws IOException {
    count();
    long all = total();
    for (var picture : pictures(day)) {
      if (all <= keeping.bytes() / 10 * 9) {
        break;
      }
      long size = Files.size(picture);
      disk.delete(picture);
      all -= size;
    }
    bytes.put(day, all);
  }
}
