package nightjar.record.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import nightjar.record.file.Heading;

/// Files that are open, and files that were left without being closed.
final class Writings {
  private final Map<Path, WritingFile> open =
      new ConcurrentHashMap<>(); // by path within the folder
  private final ConcurrentLinkedQueue<Left> left = new ConcurrentLinkedQueue<>();
  private final AtomicLong ids = new AtomicLong();

  /// A file without a seal.
  ///
  /// @param path within the folder
  /// @param shift microseconds by which its start was corrected
  record Left(Path path, Heading heading, long shift, boolean event) {
    Left shifted(long by) {
      return new Left(path, heading, shift + by, event);
    }
  }

  /// No row has it: open files have none.
  long nextId() {
    return ids.decrementAndGet();
  }

  void began(WritingFile file) {
    open.put(file.path(), file);
  }

  void ended(WritingFile file) {
    open.remove(file.path());
  }

  /// To be mended soon.
  void leave(Left file) {
    left.add(file);
  }

  Optional<Left> nextLeft() {
    return Optional.ofNullable(left.poll());
  }

  /// Corrects the starts of some that were left. Of the thread that mends.
  void shiftLeft(Predicate<Heading> meant, long by) {
    for (int i = left.size(); i > 0; i--) {
      var file = left.remove();
      left.add(meant.test(file.heading()) ? file.shifted(by) : file);
    }
  }

  boolean anyLeft() {
    return !left.isEmpty();
  }

  Collection<WritingFile> open() {
    return List.copyOf(open.values());
  }
}
