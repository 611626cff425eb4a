package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// The record of what was done, by whom, from where: lines of JSON, a file a month, on the disk
/// before [#add] returns.
public final class Audit {
  private static final System.Logger log = System.getLogger(Audit.class.getName());
  private static final int LONGEST = 300; // characters of one value
  private static final int MOST_FILES = 16;
  private static final String LOCK = "lock";

  private final DataFolder folder;
  private final Clock clock;
  private final Duration keep;
  private final long largest; // bytes of a file
  // One writer at a time, as in BookKeeper. Readers take no lock: files only grow.
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Consumer<String> onFailure = _ -> {};

  Audit(DataFolder folder, Clock clock, Duration keep, long largest) {
    this.folder = folder;
    this.clock = clock;
    this.keep = keep;
    this.largest = largest;
  }

  /// Whom to tell of what did not go well, by its action, from now on. Waits for nobody.
  public void onFailure(Consumer<String> told) {
    onFailure = told;
  }

  /// @param id grows from entry to entry
  /// @param user who did it; empty when nobody known
  /// @param subject what it was done to; may be empty
  public record Entry(
      long id,
      Instant at,
      String user,
      String from,
      String action,
      String subject,
      boolean ok,
      String detail) {}

  /// @param entries newest first
  /// @param more there are older ones
  public record Page(List<Entry> entries, boolean more) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// Never fails: a disk that is full must not lock people out. What could not be written is said
  /// in the log.
  public void add(
      String user, String from, String action, String subject, boolean ok, String detail) {
    if (!ok) {
      tell(action);
    }
    var line =
        Json.text(
            Json.object(
                "at",
                clock.wallMicros(),
                "user",
                clean(user),
                "from",
                clean(from),
                "action",
                clean(action),
                "subject",
                clean(subject),
                "ok",
                ok,
                "detail",
                clean(detail)));
    writing.lock();
    try (var _ = folder.locked(LOCK)) {
      append(line);
    } catch (IOException e) {
      log.log(WARNING, "cannot write to the audit: {0}; it would have said {1}", e, line);
    } finally {
      writing.unlock();
    }
  }

  /// Something did not go well, whether or not it is written down.
  void tell(String action) {
    onFailure.accept(action);
  }

  void add(Grant by, Client from, String action, String subject, String detail) {
    add(by.user(), from.address(), action, subject, true, detail);
  }

  private static String clean(String value) {
    var text = new StringBuilder();
    value.codePoints().limit(LONGEST).map(c -> isShown(c) ? c : '?').forEach(text::appendCodePoint);
    return text.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private void append(String line) throws IOException {
    var file = current();
    try (var channel = folder.open(file.name(), CREATE, READ, WRITE)) {
      long end = channel.size();
      var bytes =
          ByteBuffer.wrap(((endsTorn(channel, end) ? "\n" : "") + line + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(true);
      if (end == bytes.limit()) {
        folder.sync(); // the file is new
      }
    }
  }

  /// The power went while a line was written: the piece becomes a line of its own, and is passed
  /// over when reading.
  private static boolean endsTorn(FileChannel channel, long end) throws IOException {
    var last = ByteBuffer.allocate(1);
    return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
  }

  /// Never one before the newest there is, though the clock says so: ids must grow.
  private AuditFile current() throws IOException {
    var now = new AuditFile(YearMonth.from(clock.wall().atOffset(ZoneOffset.UTC)), 0);
    var newest = newestFirst().stream().findFirst().filter(file -> file.compareTo(now) > 0);
    var file = newest.orElse(now);
    var size = folder.stamp(file.name()).map(DataFolder.Stamp::size).orElse(0L);
    return size < largest ? file : file.next();
  }

  private List<AuditFile> newestFirst() throws IOException {
    try (var names = Files.list(folder.file(""))) {
      return names
          .map(name -> AuditFile.of(name.getFileName().toString()))
          .flatMap(Optional::stream)
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /// @param before only entries with a smaller id; `Long.MAX_VALUE` for the newest
  /// @param limit 1 to 200
  public Page page(long before, int limit) throws IOException {
    var entries = new ArrayList<Entry>();
    for (var file : newestFirst()) {
      long end = file.end(before);
      if (end > 0) {
        read(file, end, limit + 1, entries);
      }
      if (entries.size() > limit) {
        break;
      }
    }
    boolean more = entries.size() > limit;
    return new Page(more ? entries.subList(0, limit) : entries, more);
  }

  private void read(AuditFile file, long end, int wanted, List<Entry> into) throws IOException {
    try (var channel = folder.open(file.name(), READ)) {
      while (into.size() < wanted) {
        var lines = AuditLines.before(channel, end, wanted - into.size());
        if (lines.isEmpty()) {
          return;
        }
        for (var line : lines) {
          entry(file.id(line.offset()), line.text()).ifPresent(into::add);
        }
        end = lines.getLast().offset();
      }
    }
  }

  /// Empty for a torn line.
  private static Optional<Entry> entry(long id, String line) {
    try {
      var json = JsonObject.parse(line);
      return Optional.of(
          new Entry(
              id,
              BookText.instant(json, "at"),
              json.string("user"),
              json.string("from"),
              json.string("action"),
              json.string("subject"),
              json.bool("ok"),
              json.string("detail")));
    } catch (BadJsonException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("parsing reads nothing", e);
    }
  }

  /// Removes months that are kept no longer, and the oldest file when there are too many.
  void prune() throws IOException {
    var oldest = YearMonth.from(clock.wall().minus(keep).atOffset(ZoneOffset.UTC));
    var files = newestFirst();
    for (int i = 1; i < files.size(); i++) { // never the one being written
      if (files.get(i).month().isBefore(oldest) || i >= MOST_FILES) {
        Files.deleteIfExists(folder.file(files.get(i).name()));
      }
    }
  }
}
