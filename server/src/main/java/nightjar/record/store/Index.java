package nightjar.record.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import nightjar.record.file.Hash;

/// What is known of the files without opening them. All of it can be made again from the files, but
/// for which numbers of a chain were removed.
///
/// Each method that changes something is one commit: a power cut may lose the last ones, never one
/// before another, until [#checkpoint] has returned. What [#condemn] and [#shift] do is durable
/// when they return.
interface Index extends AutoCloseable {
  record Named(String path, boolean locked) {}

  /// A file that is being removed.
  record Garbage(String path, String camera, long number) {}

  /// What is said to have happened.
  record Marked(String camera, String event, long from, long to) {}

  /// Where a camera's chain ends.
  record Head(long number, Hash root) {
    static final Head NONE = new Head(0, Hash.NONE);
  }

  /// Numbers of a chain whose files are gone.
  ///
  /// @param lost nobody removed them, as far as is known
  record Gone(String camera, long first, long last, boolean lost) {}

  /// Footage of a quarter of an hour, by where files start.
  ///
  /// @param at when it begins, in microseconds
  record Quarter(long at, long micros, long events, long locked) {}

  /// Bytes by what may become of them.
  record Sums(long quiet, long events, long locked, long oldest) {
    long total() {
      return quiet + events + locked;
    }
  }

  // --- closed files

  /// Marks those with which an event overlaps.
  ///
  /// @return their ids, in order
  List<Long> add(List<Row> rows) throws IOException;

  /// Rows that overlap a span, by start.
  void each(String camera, Optional<String> rendition, long from, long to, Consumer<Row> consumer)
      throws IOException;

  Optional<Row> next(String camera, Optional<String> rendition, long after) throws IOException;

  Optional<Row> previous(String camera, Optional<String> rendition, long before) throws IOException;

  List<Row> ofBoot(UUID boot) throws IOException;

  /// Paths of a camera that begin so, in order.
  List<Named> paths(String camera, String prefix) throws IOException;

  long count(String camera) throws IOException;

  Optional<Row> at(String camera, String path) throws IOException;

  List<String> cameras() throws IOException;

  List<Quarter> quarters(String camera) throws IOException;

  Sums sums() throws IOException;

  /// The oldest that are not locked.
  List<Row> oldest(boolean events, int most) throws IOException;

  void lock(List<Row> rows, boolean locked) throws IOException;

  /// Corrects starts: each row's by so much.
  void shift(List<Row> rows, List<Long> by) throws IOException;

  // --- removing

  /// Rows go, their files are garbage.
  void condemn(List<Row> rows) throws IOException;

  List<Garbage> garbage() throws IOException;

  /// Garbage is gone; the numbers are remembered.
  void forget(List<Garbage> garbage) throws IOException;

  /// Rows whose files somebody else took away.
  void lose(List<Row> rows) throws IOException;

  List<Gone> gone(String camera) throws IOException;

  // --- events

  /// Remembers it, and marks the rows that overlap it.
  void mark(Marked event) throws IOException;

  Optional<Marked> marked(String camera, String event) throws IOException;

  /// Forgets what ended before a moment.
  void unmark(long before) throws IOException;

  // --- chains

  Head head(String camera) throws IOException;

  /// Only ever forward.
  void head(String camera, Head head) throws IOException;

  // --- itself

  /// Makes what was committed durable.
  void checkpoint() throws IOException;

  /// Commits since the last checkpoint.
  int pending();

  /// Bytes given to the disk so far.
  long written();

  /// What is wrong with the index itself, in words.
  List<String> faults() throws IOException;

  @Override
  void close() throws IOException;
}
