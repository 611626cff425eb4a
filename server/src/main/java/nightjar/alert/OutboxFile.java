package nightjar.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.WholeFile;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The outbox's tables in SQLite, and one connection to them. Any thread, one at a time. A commit
/// is on the disk when it returns: alerts are few, and none may be lost.
final class OutboxFile implements AutoCloseable {
  private static final System.Logger log = System.getLogger(OutboxFile.class.getName());
  private static final int VERSION = 1;
  private static final int CACHE_KB = 256;
  private static final String[] TABLES = {
    """
    CREATE TABLE alerts(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      rule TEXT NOT NULL,
      kind TEXT NOT NULL,
      camera TEXT NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      kinds TEXT NOT NULL,
      zone TEXT NOT NULL,
      event TEXT NOT NULL,
      urgent INTEGER NOT NULL,
      put_off INTEGER NOT NULL,
      picture INTEGER NOT NULL DEFAULT 0,
      clip INTEGER NOT NULL DEFAULT 0,
      taken_by TEXT,
      taken_at INTEGER)""",
    """
    CREATE TABLE deliveries(
      alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
      channel TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      at INTEGER NOT NULL,
      next INTEGER NOT NULL,
      by TEXT NOT NULL,
      error TEXT NOT NULL,
      PRIMARY KEY(alert, channel)) WITHOUT ROWID""",
    // Of each channel what waits is one range, in the order it is sent.
    "CREATE INDEX waiting ON deliveries(channel, alert) WHERE state = 'waiting'",
    "CREATE INDEX dead ON deliveries(channel) WHERE state = 'dead'",
    """
    CREATE TABLE seen(
      alert INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
      who TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY(alert, who)) WITHOUT ROWID""",
    "CREATE INDEX seen_by ON seen(who, alert)",
    """
    CREATE TABLE told(
      rule TEXT NOT NULL,
      camera TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY(rule, camera)) WITHOUT ROWID""",
    """
    CREATE TABLE gathered(
      key TEXT PRIMARY KEY,
      rule TEXT NOT NULL,
      camera TEXT NOT NULL,
      at INTEGER NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      event TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE settings(name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
  };

  /// Runs statements.
  interface Work<T> {
    T run(OutboxFile file) throws SQLException;
  }

  /// Makes something of a row.
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PreparedStatement> prepared = new HashMap<>(); // guarded by lock

  private OutboxFile(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /// Made when it is not there. One that is broken is put aside: what was in it is lost, what comes
  /// is not.
  static OutboxFile open(Path file) throws IOException {
    try {
      return opened(file);
    } catch (BrokenException e) {
      var aside = file.resolveSibling(file.getFileName() + ".broken");
      log.log(
          System.Logger.Level.ERROR,
          "the outbox of alerts is broken and begins anew, the old one is {0}: {1}",
          aside,
          e.getMessage());
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
      return opened(file);
    }
  }

  /// It is no database of ours.
  private static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenException(String message) {
      super(message);
    }
  }

  private static OutboxFile opened(Path file) throws IOException {
    boolean isNew = !Files.exists(file);
    if (isNew) {
      Files.createFile(file, WholeFile.MODE);
      WholeFile.sync(file.toAbsolutePath().resolveSibling(""));
    }
    var config = new SQLiteConfig();
    config.setCacheSize(-CACHE_KB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "1048576");
    config.enforceForeignKeys(true);
    try {
      var opened = new OutboxFile(file, config.createConnection("jdbc:sqlite:" + file));
      opened.prepare();
      return opened;
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private void prepare() throws SQLException, IOException {
    long version = number("PRAGMA user_version");
    if (version == 0) {
      write(
          _ -> {
            for (var table : TABLES) {
              run(table);
            }
            return run("PRAGMA user_version = " + VERSION);
          });
    } else if (version != VERSION) {
      connection.close();
      throw new BrokenException("it is of version %d, not %d".formatted(version, VERSION));
    }
  }

  /// Runs as one commit that is on the disk when this returns, or not at all.
  <T> T write(Work<T> work) throws IOException {
    lock.lock();
    try {
      run("BEGIN IMMEDIATE");
      try {
        T result = work.run(this);
        run("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      lock.unlock();
    }
  }

  private void rollBack(Exception because) {
    try {
      run("ROLLBACK");
    } catch (SQLException e) { // SQLite did it already
      because.addSuppressed(e);
    }
  }

  <T> T read(Work<T> work) throws IOException {
    lock.lock();
    try {
      return work.run(this);
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      lock.unlock();
    }
  }

  // --- within work

  int run(String sql, Object... values) throws SQLException {
    var statement = of(sql, values);
    return statement.execute() ? 0 : statement.getUpdateCount();
  }

  private PreparedStatement of(String sql, Object... values) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  <T> List<T> list(Reading<T> reading, String sql, Object... values) throws SQLException {
    var all = new ArrayList<T>();
    try (var rows = of(sql, values).executeQuery()) {
      while (rows.next()) {
        all.add(reading.of(rows));
      }
    }
    return all;
  }

  <T> Optional<T> first(Reading<T> reading, String sql, Object... values) throws SQLException {
    return list(reading, sql, values).stream().findFirst();
  }

  /// 0 when there is none.
  long number(String sql, Object... values) throws SQLException {
    return first(row -> row.getLong(1), sql, values).orElse(0L);
  }

  private static IOException failure(Path file, SQLException e) {
    boolean broken =
        e instanceof SQLiteException s
            && ((s.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code
                || (s.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_NOTADB.code);
    return broken
        ? new BrokenException(String.valueOf(e.getMessage()))
        : new IOException(file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      lock.unlock();
    }
  }
}
