package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nightjar.base.WholeFile;

/// The tables of the index, and how a file gets them.
final class Schema {
  /// `user_version`; another one and the index is made anew, which costs no footage.
  private static final int VERSION = 1;

  // A day of a camera is one range of by_start. quiet and eventful have each file that may be
  // removed, oldest first; locked files are in neither. sums has the bytes of quiet (0), eventful
  // (1) and locked (2) files, so that nobody has to walk through all rows every few seconds.
  private static final String[] TABLES = {
    """
    CREATE TABLE cameras(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      number INTEGER NOT NULL DEFAULT 0,
      root BLOB NOT NULL)""",
    """
    CREATE TABLE files(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      camera INTEGER NOT NULL REFERENCES cameras,
      rendition TEXT NOT NULL,
      path TEXT NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      number INTEGER NOT NULL,
      root BLOB NOT NULL,
      synced INTEGER NOT NULL,
      event INTEGER NOT NULL,
      locked INTEGER NOT NULL,
      mended INTEGER NOT NULL,
      activity BLOB NOT NULL,
      thumbnail_at INTEGER NOT NULL,
      thumbnail_length INTEGER NOT NULL,
      boot BLOB NOT NULL,
      mono INTEGER NOT NULL)""",
    "CREATE UNIQUE INDEX by_path ON files(camera, path)",
    "CREATE INDEX by_start ON files(camera, start)",
    "CREATE INDEX quiet ON files(start) WHERE event = 0 AND locked = 0",
    "CREATE INDEX eventful ON files(start) WHERE event = 1 AND locked = 0",
    """
    CREATE TABLE garbage(
      path TEXT PRIMARY KEY, camera INTEGER NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID""",
    """
    CREATE TABLE gone(
      camera INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      lost INTEGER NOT NULL,
      PRIMARY KEY(camera, first)) WITHOUT ROWID""",
    """
    CREATE TABLE events(
      camera INTEGER NOT NULL,
      name TEXT NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      PRIMARY KEY(camera, name)) WITHOUT ROWID""",
    "CREATE INDEX events_by_start ON events(camera, start)",
    "CREATE TABLE sums(kind INTEGER PRIMARY KEY, bytes INTEGER NOT NULL)",
    "INSERT INTO sums VALUES(0, 0), (1, 0), (2, 0)",
    "CREATE TRIGGER added AFTER INSERT ON files BEGIN " + more("new") + " END",
    "CREATE TRIGGER taken AFTER DELETE ON files BEGIN " + less("old") + " END",
    "CREATE TRIGGER flagged AFTER UPDATE OF event, locked ON files BEGIN "
        + less("old")
        + more("new")
        + " END"
  };

  private Schema() {}

  // One that a power cut left without its tables is of version 0, and is put aside. What SQLite
  // lays beside it gets its mode.
  static void make(Path file) throws IOException {
    Files.createFile(file, WholeFile.MODE);
    try (var connections = new Connections(file, false)) {
      connections.write(
          s -> {
            for (var table : TABLES) {
              s.run(table);
            }
            return s.set("PRAGMA user_version = " + VERSION);
          });
    }
  }

  /// @throws BrokenIndexException it is of another version
  static void check(Connections connections, Path file) throws IOException {
    long version = connections.alone(s -> s.number(0, "PRAGMA user_version"));
    if (version != VERSION) {
      throw new BrokenIndexException(
          "%s is of version %d, not %d".formatted(file, version, VERSION));
    }
  }

  private static String more(String row) {
    return "UPDATE sums SET bytes = bytes + %1$s.bytes WHERE kind = max(%1$s.event, 2 * %1$s.locked);"
        .formatted(row);
  }

  private static String less(String row) {
    return more(row).replace('+', '-');
  }
}
