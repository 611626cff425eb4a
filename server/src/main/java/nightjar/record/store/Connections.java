package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Connections to one SQLite file: one that writes, a few that read beside it.
final class Connections implements AutoCloseable {
  private static final int READERS = 2;
  private static final int CACHE_KB = 512; // of each connection
  private static final int PATIENCE_MS = 5000; // for whoever checks beside a running server

  /// Runs statements.
  interface Work<T> {
    T run(Statements statements) throws SQLException;
  }

  /// A connection and what it has prepared.
  static final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
      this.connection = connection;
    }

    PreparedStatement of(String sql, Object... values) throws SQLException {
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

    void run(String sql, Object... values) throws SQLException {
      var _ = of(sql, values).executeUpdate();
    }

    boolean set(String pragma) throws SQLException {
      try (var statement = connection.createStatement()) {
        return statement.execute(pragma);
      }
    }

    /// The first column of the first row; `otherwise` when there is none, or it is null.
    long number(long otherwise, String sql, Object... values) throws SQLException {
      try (ResultSet rows = of(sql, values).executeQuery()) {
        return rows.next() ? orElse(rows, otherwise) : otherwise;
      }
    }

    private static long orElse(ResultSet rows, long otherwise) throws SQLException {
      long value = rows.getLong(1);
      return rows.wasNull() ? otherwise : value;
    }

    private void close() throws SQLException {
      connection.close(); // and what it prepared
    }
  }

  private final Path file;
  private final boolean readOnly;
  private final Statements writer;
  private final ReentrantLock lock = new ReentrantLock(); // guards the writer
  private final ReentrantLock lending = new ReentrantLock();
  private final Condition changed = lending.newCondition();
  // Guarded by lending, as is the one below.
  private final Deque<Statements> idle = new ArrayDeque<>(READERS);
  private boolean closed;

  Connections(Path file, boolean readOnly) throws IOException {
    this.file = file;
    this.readOnly = readOnly;
    this.writer = connect(readOnly);
    try {
      for (int i = 0; i < READERS; i++) {
        idle.add(connect(true));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Statements connect(boolean toRead) throws IOException {
    var config = new SQLiteConfig();
    config.setReadOnly(toRead);
    config.setBusyTimeout(PATIENCE_MS);
    config.setCacheSize(-CACHE_KB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    if (!toRead) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      // A power cut may take the last commits, never the whole: files make good what is missing.
      // FULL would sync at each commit, which a card pays for.
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "4194304");
    }
    try {
      var connection = config.createConnection("jdbc:sqlite:" + file);
      var statements = new Statements(connection);
      if (!toRead) {
        // Ours to say when: it syncs, and no commit may wait for that.
        statements.set("PRAGMA wal_autocheckpoint = 0");
      }
      return statements;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /// Reads, beside the writer.
  <T> T read(Work<T> work) throws IOException {
    var reader = take();
    try {
      return work.run(reader);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      giveBack(reader);
    }
  }

  private Statements take() throws IOException {
    lending.lock();
    try {
      while (idle.isEmpty() && !closed) {
        changed.await();
      }
      if (closed) {
        throw new IOException(file + " is closed");
      }
      return idle.pop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lending.unlock();
    }
  }

  private void giveBack(Statements reader) throws IOException {
    lending.lock();
    try {
      if (closed) {
        reader.close(); // it was in use then
      } else {
        idle.push(reader);
        changed.signal();
      }
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lending.unlock();
    }
  }

  /// Runs as one commit, or not at all.
  <T> T write(Work<T> work) throws IOException {
    if (readOnly) {
      throw new IOException("the index was opened to be read");
    }
    lock.lock();
    try {
      writer.run("BEGIN IMMEDIATE");
      try {
        T result = work.run(writer);
        writer.run("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }

  private void rollBack(Exception because) {
    try {
      writer.run("ROLLBACK");
    } catch (SQLException e) { // SQLite did it already
      because.addSuppressed(e);
    }
  }

  /// The same, and durable when it returns.
  <T> T writeDurably(Work<T> work) throws IOException {
    lock.lock();
    try {
      alone(s -> s.set("PRAGMA synchronous = FULL"));
      try {
        return write(work);
      } finally {
        alone(s -> s.set("PRAGMA synchronous = NORMAL"));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Runs on the writer's connection, outside a transaction.
  <T> T alone(Work<T> work) throws IOException {
    lock.lock();
    try {
      return work.run(writer);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }

  private IOException failure(SQLException e) {
    if (e instanceof SQLiteException s && isBroken(s.getResultCode())) {
      return new BrokenIndexException(file + " is broken: " + e.getMessage(), e);
    }
    return new IOException(file + ": " + e.getMessage(), e);
  }

  private static boolean isBroken(SQLiteErrorCode code) {
    int primary = code.code & 0xff; // extended codes say more above it
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /// Who waits to read is told; who reads goes on to the end of it.
  @Override
  public void close() throws IOException {
    try {
      closeReaders();
      lock.lock();
      try {
        writer.close();
      } finally {
        lock.unlock();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void closeReaders() throws SQLException {
    lending.lock();
    try {
      closed = true;
      changed.signalAll();
      while (!idle.isEmpty()) {
        idle.pop().close();
      }
    } finally {
      lending.unlock();
    }
  }
}
