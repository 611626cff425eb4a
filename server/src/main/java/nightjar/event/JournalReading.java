package nightjar.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/// What a [Journal] wrote, read again. What is damaged ends its file, and is no error.
final class JournalReading {
  private JournalReading() {}

  /// Whom it is told.
  interface Listener {
    /// @param goesOn nothing is missing between the grid before and this one
    void scene(long at, int columns, int rows, int[][] known, boolean goesOn);

    /// One follows each scene at once.
    ///
    /// @param blocks means in sixteenths of a level; valid during the call
    /// @return whether more is wanted
    boolean grid(long at, int[] blocks);
  }

  /// Files that may hold something of a span, oldest first.
  static List<Path> files(Path folder, long from, long to) throws IOException {
    var all = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, "*" + Journal.ENDING)) {
        entries.forEach(all::add);
      }
    }
    all.sort(null);
    var first = Journal.name(from);
    var last = Journal.name(to);
    var wanted = new ArrayList<Path>();
    for (int i = 0; i < all.size(); i++) {
      boolean overBefore = i + 1 < all.size() && name(all.get(i + 1)).compareTo(first) < 0;
      if (!overBefore && name(all.get(i)).compareTo(last) <= 0) {
        wanted.add(all.get(i));
      }
    }
    return wanted;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// @return whether more is wanted
  static boolean read(Path file, Listener listener) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return true; // the oldest go while somebody reads
    }
    return read(bytes, listener);
  }

  static boolean read(byte[] bytes, Listener listener) {
    int magic = Journal.MAGIC.length;
    if (bytes.length < magic || !Arrays.equals(Arrays.copyOf(bytes, magic), Journal.MAGIC)) {
      return true;
    }
    var records = new Records(bytes, listener);
    int at = magic;
    try {
      while (at < bytes.length && records.wanted) {
        at = records.one(at);
      }
    } catch (IOException _) {
      return true; // torn, or damaged: what comes behind cannot be trusted
    }
    return records.wanted;
  }

  /// The records of a file, one by one.
  private static final class Records {
    private final byte[] bytes;
    private final Listener listener;
    private int[] kept = {};
    private int[] sixteenths = {};
    private boolean wanted = true;

    Records(byte[] bytes, Listener listener) {
      this.bytes = bytes;
      this.listener = listener;
    }

    /// @return where the next one begins
    int one(int at) throws IOException {
      var buffer = ByteBuffer.wrap(bytes);
      if (bytes.length - at < Journal.AROUND) {
        throw new IOException("a record is torn");
      }
      int kind = buffer.get(at);
      int length = buffer.getInt(at + 1);
      int begin = at + 5;
      if (length < 0 || length > bytes.length - at - Journal.AROUND) {
        throw new IOException("a record is torn");
      }
      var sum = new CRC32();
      sum.update(bytes, at, 5 + length);
      if ((int) sum.getValue() != buffer.getInt(begin + length)) {
        throw new IOException("a record is damaged");
      }
      content(kind, buffer.position(begin).limit(begin + length));
      return begin + length + 4;
    }

    private void content(int kind, ByteBuffer content) throws IOException {
      if (kind == Journal.SCENE && content.remaining() >= 14) {
        scene(content);
      } else if (kind == Journal.GRID && content.remaining() >= 8 && kept.length > 0) {
        change(content);
      } else {
        throw new IOException("a record means nothing");
      }
    }

    private void scene(ByteBuffer content) throws IOException {
      boolean goesOn = content.get() != 0;
      long at = content.getLong();
      int columns = content.getShort();
      int rows = content.getShort();
      int planes = content.get();
      boolean right =
          columns >= 1
              && rows >= 1
              && columns <= Grid.MOST_COLUMNS
              && rows <= Grid.MOST_COLUMNS
              && planes >= 0
              && planes <= Grid.MOST_PLANES;
      if (!right) {
        throw new IOException("a scene is out of bounds");
      }
      var numbers = numbers(content, columns * rows * (planes + 1));
      var known = new int[planes][columns * rows];
      for (var plane : known) {
        numbers.row(plane);
      }
      kept = new int[columns * rows];
      sixteenths = new int[columns * rows];
      numbers.row(kept);
      numbers.end();
      listener.scene(at, columns, rows, known, goesOn);
      tell(at);
    }

    private void change(ByteBuffer content) throws IOException {
      long at = content.getLong();
      var numbers = numbers(content, kept.length);
      for (int i = 0; i < kept.length; i++) {
        kept[i] += numbers.next();
      }
      numbers.end();
      tell(at);
    }

    private Changes.Reading numbers(ByteBuffer content, int values) throws IOException {
      return new Changes.Reading(bytes, content.position(), content.limit(), values);
    }

    private void tell(long at) {
      for (int i = 0; i < kept.length; i++) {
        sixteenths[i] = kept[i] << 2;
      }
      wanted = listener.grid(at, sixteenths);
    }
  }
}
