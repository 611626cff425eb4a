package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nightjar.record.file.Hash;

/// The index in SQLite.
final class SqliteIndex implements Index {
  /// No file is longer; so what overlaps a span starts at most so long before it.
  static final long LONGEST = 15 * 60_000_000L; // microseconds

  private static final int PAGE = 4096;
  private static final int FRAME = PAGE + 24; // of the log that commits go to first

  private final Connections connections;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  private SqliteIndex(Connections connections) {
    this.connections = connections;
  }

  /// Made when it is not there.
  ///
  /// @throws BrokenIndexException it cannot be used, or is of another version
  static SqliteIndex open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Schema.make(file);
    }
    return opened(file, false);
  }

  /// Beside whoever writes it.
  static SqliteIndex openToRead(Path file) throws IOException {
    return opened(file, true);
  }

  private static SqliteIndex opened(Path file, boolean readOnly) throws IOException {
    var connections = new Connections(file, readOnly);
    try {
      Schema.check(connections, file);
      return new SqliteIndex(connections);
    } catch (IOException e) {
      connections.close();
      throw e;
    }
  }

  private <T> T commitDurably(Connections.Work<T> work) throws IOException {
    T result = connections.writeDurably(work);
    pending.incrementAndGet();
    return result;
  }

  private <T> T commit(Connections.Work<T> work) throws IOException {
    T result = connections.write(work);
    pending.incrementAndGet();
    return result;
  }

  // --- closed files

  @Override
  public List<Long> add(List<Row> rows) throws IOException {
    return commit(
        s -> {
          var ids = new ArrayList<Long>();
          for (var row : rows) {
            ids.add(Rows.add(s, row));
          }
          return ids;
        });
  }

  @Override
  public void each(
      String camera, Optional<String> rendition, long from, long to, Consumer<Row> consumer)
      throws IOException {
    connections.read(
        s -> {
          var found =
              s.of(
                  Rows.COLUMNS
                      + "WHERE camera = ? AND start > ? AND start < ? AND end > ? ORDER BY start",
                  Rows.camera(s, camera),
                  from - LONGEST,
                  to,
                  from);
          try (ResultSet rows = found.executeQuery()) {
            while (rows.next()) {
              if (rendition.isEmpty() || rendition.get().equals(rows.getString(3))) {
                consumer.accept(Rows.row(rows));
              }
            }
          }
          return true;
        });
  }

  @Override
  public Optional<Row> next(String camera, Optional<String> rendition, long after)
      throws IOException {
    return one("AND start > ? ORDER BY start LIMIT 1", camera, rendition, after);
  }

  @Override
  public Optional<Row> previous(String camera, Optional<String> rendition, long before)
      throws IOException {
    return one("AND start < ? ORDER BY start DESC LIMIT 1", camera, rendition, before);
  }

  private Optional<Row> one(String where, String camera, Optional<String> rendition, long moment)
      throws IOException {
    return connections.read(
        s -> {
          long id = Rows.camera(s, camera);
          var found =
              rendition.isEmpty()
                  ? s.of(Rows.COLUMNS + "WHERE camera = ? " + where, id, moment)
                  : s.of(
                      Rows.COLUMNS + "WHERE camera = ? AND rendition = ? " + where,
                      id,
                      rendition.get(),
                      moment);
          try (ResultSet rows = found.executeQuery()) {
            return rows.next() ? Optional.of(Rows.row(rows)) : Optional.<Row>empty();
          }
        });
  }

  @Override
  public List<Row> ofBoot(UUID boot) throws IOException {
    return list(Rows.COLUMNS + "WHERE boot = ? ORDER BY mono", Rows.bytes(boot));
  }

  @Override
  public List<Row> oldest(boolean events, int most) throws IOException {
    return list(
        Rows.COLUMNS
            + "WHERE event = "
            + (events ? 1 : 0)
            + " AND locked = 0 ORDER BY start LIMIT ?",
        most);
  }

  private List<Row> list(String sql, Object... values) throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<Row>();
          try (ResultSet rows = s.of(sql, values).executeQuery()) {
            while (rows.next()) {
              found.add(Rows.row(rows));
            }
          }
          return found;
        });
  }

  @Override
  public List<Named> paths(String camera, String prefix) throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<Named>();
          var query =
              s.of(
                  "SELECT path, locked FROM files WHERE camera = ? AND path >= ? AND path < ?"
                      + " ORDER BY path",
                  Rows.camera(s, camera),
                  prefix,
                  prefix + Character.MAX_VALUE);
          try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              found.add(new Named(rows.getString(1), rows.getInt(2) == 1));
            }
          }
          return found;
        });
  }

  @Override
  public long count(String camera) throws IOException {
    return connections.read(
        s -> s.number(0, "SELECT count(*) FROM files WHERE camera = ?", Rows.camera(s, camera)));
  }

  @Override
  public Optional<Row> at(String camera, String path) throws IOException {
    var found = list(Rows.COLUMNS + "WHERE cameras.name = ? AND path = ?", camera, path);
    return found.stream().findFirst();
  }

  @Override
  public List<String> cameras() throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<String>();
          try (ResultSet rows = s.of("SELECT name FROM cameras ORDER BY name").executeQuery()) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }

  @Override
  public List<Quarter> quarters(String camera) throws IOException {
    return connections.read(s -> Totals.quarters(s, camera));
  }

  @Override
  public Sums sums() throws IOException {
    return connections.read(Totals::sums);
  }

  @Override
  public void lock(List<Row> rows, boolean locked) throws IOException {
    commit(
        s -> {
          for (var row : rows) {
            s.run("UPDATE files SET locked = ? WHERE id = ?", locked ? 1 : 0, row.id());
          }
          return true;
        });
  }

  @Override
  public void shift(List<Row> rows, List<Long> by) throws IOException {
    commitDurably(
        s -> {
          for (int i = 0; i < rows.size(); i++) {
            s.run(
                "UPDATE files SET start = start + ?, end = end + ? WHERE id = ?",
                by.get(i),
                by.get(i),
                rows.get(i).id());
          }
          return true;
        });
  }

  // --- removing

  @Override
  public void condemn(List<Row> rows) throws IOException {
    commitDurably(
        s -> {
          for (var row : rows) {
            s.run(
                "INSERT OR REPLACE INTO garbage SELECT path, camera, number FROM files WHERE id = ?",
                row.id());
            s.run("DELETE FROM files WHERE id = ?", row.id());
          }
          return true;
        });
  }

  @Override
  public List<Garbage> garbage() throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<Garbage>();
          var query =
              s.of(
                  "SELECT path, name, garbage.number FROM garbage JOIN cameras ON id = camera"
                      + " ORDER BY path");
          try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              found.add(new Garbage(rows.getString(1), rows.getString(2), rows.getLong(3)));
            }
          }
          return found;
        });
  }

  @Override
  public void forget(List<Garbage> garbage) throws IOException {
    commit(
        s -> {
          for (var item : garbage) {
            s.run("DELETE FROM garbage WHERE path = ?", item.path());
            Rows.remember(s, Rows.camera(s, item.camera()), item.number(), false);
          }
          return true;
        });
  }

  @Override
  public void lose(List<Row> rows) throws IOException {
    commit(
        s -> {
          for (var row : rows) {
            s.run("DELETE FROM files WHERE id = ?", row.id());
            Rows.remember(s, Rows.camera(s, row.camera()), row.number(), true);
          }
          return true;
        });
  }

  @Override
  public List<Gone> gone(String camera) throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<Gone>();
          var query =
              s.of(
                  "SELECT first, last, lost FROM gone WHERE camera = ? ORDER BY first",
                  Rows.camera(s, camera));
          try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              found.add(new Gone(camera, rows.getLong(1), rows.getLong(2), rows.getInt(3) == 1));
            }
          }
          return found;
        });
  }

  // --- events

  @Override
  public void mark(Marked event) throws IOException {
    commit(
        s -> {
          long camera = Rows.made(s, event.camera());
          s.run(
              "INSERT OR REPLACE INTO events VALUES(?, ?, ?, ?)",
              camera,
              event.event(),
              event.from(),
              event.to());
          s.run(
              """
              UPDATE files SET event = 1
              WHERE camera = ? AND start > ? AND start <= ? AND end >= ? AND event = 0""",
              camera,
              event.from() - LONGEST,
              event.to(),
              event.from());
          return true;
        });
  }

  @Override
  public Optional<Marked> marked(String camera, String event) throws IOException {
    return connections.read(
        s -> {
          var query =
              s.of(
                  "SELECT start, end FROM events WHERE camera = ? AND name = ?",
                  Rows.camera(s, camera),
                  event);
          try (ResultSet rows = query.executeQuery()) {
            return rows.next()
                ? Optional.of(new Marked(camera, event, rows.getLong(1), rows.getLong(2)))
                : Optional.<Marked>empty();
          }
        });
  }

  @Override
  public void unmark(long before) throws IOException {
    commit(
        s -> {
          s.run("DELETE FROM events WHERE end < ?", before);
          return true;
        });
  }

  // --- chains

  @Override
  public Head head(String camera) throws IOException {
    return connections.read(
        s -> {
          var query = s.of("SELECT number, root FROM cameras WHERE name = ?", camera);
          try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? new Head(rows.getLong(1), new Hash(rows.getBytes(2))) : Head.NONE;
          }
        });
  }

  @Override
  public void head(String camera, Head head) throws IOException {
    commit(
        s -> {
          Rows.forward(s, Rows.made(s, camera), head.number(), head.root());
          return true;
        });
  }

  // --- itself

  @Override
  public void checkpoint() throws IOException {
    pending.set(0);
    written.addAndGet(connections.alone(SqliteIndex::move));
  }

  /// @return bytes of the log since it began anew, and of the database: there a page is written
  ///   once however often it is in the log
  private static long move(Connections.Statements s) throws SQLException {
    long frames = 0;
    try (ResultSet rows = s.of("PRAGMA wal_checkpoint(PASSIVE)").executeQuery()) {
      if (rows.next()) {
        frames = Math.max(0, rows.getLong(2));
      }
    }
    return frames * FRAME + Math.min(frames, s.number(0, "PRAGMA page_count")) * PAGE;
  }

  @Override
  public int pending() {
    return pending.get();
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public List<String> faults() throws IOException {
    return connections.read(
        s -> {
          var found = new ArrayList<String>();
          try (ResultSet rows = s.of("PRAGMA integrity_check(20)").executeQuery()) {
            while (rows.next()) {
              if (!"ok".equals(rows.getString(1))) {
                found.add(rows.getString(1));
              }
            }
          }
          return found;
        });
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
