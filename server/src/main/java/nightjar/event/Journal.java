package nightjar.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One camera's grids on the disk, from which other settings are tried: files of at most an hour,
/// oldest first away. Written by one thread.
///
/// A file is 8 bytes that say what it is, then records: kind, length, content, checksum. Brightness
/// is in quarters of a level.
///
/// 1. A file, and an episode, begins with a scene: what the engine knew, and all of the grid.
/// 2. Each grid after it is what it differs by from the one kept before. A block that differs by no
///    more than the noise is as it was: what is compared with is what a reader will have, so such
///    differences do not add up.
/// 3. Records are gathered in memory and appended every few seconds, unsynced: a power cut costs
///    the last of them. A reader stops at what is torn and goes on with the next file; nothing is
///    ever appended to a file of an earlier start.
final class Journal {
  static final byte[] MAGIC = {'N', 'J', 'G', 'R', 'I', 'D', 0, 1};
  static final int SCENE = 1;
  static final int GRID = 2;
  static final int AROUND = 9; // bytes of a record beside its content
  static final String ENDING = ".grids";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long HOUR = 3_600_000_000L; // microseconds
  private static final long LARGEST_FILE = 4 << 20;
  private static final double DEAD = 2; // of the noise: what differs less is as it was
  private static final int MOST_DEAD = 40; // quarters of a level

  private final Path folder;
  private final Disk disk;
  private final long most;
  private final TreeMap<String, Long> files = new TreeMap<>(); // bytes, by name
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final Changes.Writing numbers = new Changes.Writing();
  private @Nullable String file; // that is appended to
  private long began; // microseconds since 1970
  private long last;
  private int columns;
  private int[] kept = {}; // as a reader has it
  private int[][] planes = {};

  /// @param most bytes of all files together
  Journal(Path folder, Disk disk, long most) {
    this.folder = folder;
    this.disk = disk;
    this.most = most;
  }

  Path folder() {
    return folder;
  }

  static String name(long micros) {
    return NAME.format(Instant.ofEpochMilli(micros / 1_000)) + ENDING;
  }

  void recover() throws IOException {
    files.clear();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
        for (var entry : entries) {
          files.put(String.valueOf(entry.getFileName()), Files.size(entry));
        }
      }
    }
  }

  void add(Episodes.Kept grid) {
    boolean another = grid.columns() != columns || grid.blocks().length != kept.length;
    if (grid.scene() != null) {
      planes = Planes.copied(grid.scene().planes(), planes);
    } else if (another) {
      planes = new int[0][];
    }
    boolean turns =
        file == null
            || grid.at() < last
            || grid.at() - began >= HOUR
            || size() >= Math.min(LARGEST_FILE, most / 8);
    if (turns || another || grid.scene() != null) {
      boolean goesOn = !another && grid.scene() == null;
      scene(grid, turns, goesOn);
    } else {
      change(grid);
    }
    last = grid.at();
  }

  private long size() {
    return (file == null ? 0 : files.getOrDefault(file, 0L)) + pending.size();
  }

  private void scene(Episodes.Kept grid, boolean turns, boolean goesOn) {
    if (turns) {
      turn(grid.at());
    }
    columns = grid.columns();
    if (kept.length != grid.blocks().length) {
      kept = new int[grid.blocks().length];
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] = quantised(grid.blocks()[i]);
    }
    numbers.clear();
    for (var plane : planes) {
      numbers.row(plane);
    }
    numbers.row(kept);
    var packed = numbers.packed();
    record(
        SCENE,
        ByteBuffer.allocate(14 + packed.length)
            .put((byte) (goesOn ? 1 : 0))
            .putLong(grid.at())
            .putShort((short) columns)
            .putShort((short) (kept.length / columns))
            .put((byte) planes.length)
            .put(packed)
            .array());
  }

  /// What waits belongs to the file before: it is written first.
  private void turn(long at) {
    if (file != null && pending.size() > 0) {
      try {
        flush();
      } catch (IOException _) {
        forget(); // the next flush says what fails
      }
    }
    long micros = at;
    while (files.containsKey(name(micros))) {
      micros += 1_000;
    }
    file = name(micros);
    files.put(file, 0L);
    began = at;
    pending.writeBytes(MAGIC);
  }

  private void change(Episodes.Kept grid) {
    int dead = Math.clamp(Math.round(grid.noise() * 4 * DEAD), 0, MOST_DEAD);
    numbers.clear();
    for (int i = 0; i < kept.length; i++) {
      int change = quantised(grid.blocks()[i]) - kept[i];
      if (Math.abs(change) <= dead) {
        change = 0;
      }
      kept[i] += change;
      numbers.put(change);
    }
    var packed = numbers.packed();
    record(GRID, ByteBuffer.allocate(8 + packed.length).putLong(grid.at()).put(packed).array());
  }

  /// Sixteenths to quarters of a level.
  private static int quantised(short sixteenths) {
    return (sixteenths + 2) >> 2;
  }

  private void record(int kind, byte[] content) {
    var head = ByteBuffer.allocate(5).put((byte) kind).putInt(content.length).array();
    var sum = new CRC32();
    sum.update(head);
    sum.update(content);
    pending.writeBytes(head);
    pending.writeBytes(content);
    pending.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  void flush() throws IOException {
    if (file == null || pending.size() == 0) {
      return;
    }
    var path = folder.resolve(file);
    long at = files.getOrDefault(file, 0L);
    if (at > 0 && (!Files.exists(path) || Files.size(path) < at)) {
      throw new IOException(path + " was taken away");
    }
    disk.write(path, at, pending.toByteArray(), false);
    files.put(file, at + pending.size());
    pending.reset();
    long all = files.values().stream().mapToLong(Long::longValue).sum();
    while (all > most && files.size() > 1) {
      var oldest = files.firstEntry();
      disk.delete(folder.resolve(oldest.getKey()));
      files.remove(oldest.getKey());
      all -= oldest.getValue();
    }
  }

  /// What is not written yet never will be; another file is begun.
  void forget() {
    pending.reset();
    file = null;
  }
}
