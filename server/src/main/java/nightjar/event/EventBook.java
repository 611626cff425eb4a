package nightjar.event;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import nightjar.event.Event.Summary;
import nightjar.event.EventText.Written;

/// One camera's events on the disk: a file of lines for each day, pictures beside it.
///
/// An event is written down as it happens:
///
/// 1. When it is sure, a line of its beginning: appended and synced.
/// 2. While it lasts, every five seconds, lines of what came since: appended. Its first and its
///    best picture: each a file that is there whole or not at all.
/// 3. When it ends, the rest and a line of its end: appended and synced. Its last picture.
///
/// A write that fails leaves perhaps a part of a line. The next one begins where the file was whole
/// and cuts off what is behind. When the file has become shorter, somebody took it away: the event
/// is written from its beginning.
///
/// At start:
///
/// 1. Of the newest two files (an event may go over midnight) a torn end is cut off.
/// 2. An event without an end gets one, `interrupted`, at the last time that is known of it:
///    synced.
/// 3. One line in the log says so.
///
/// Everything that writes is for one thread alone; reading is for any.
final class EventBook {
  private static final System.Logger log = System.getLogger(EventBook.class.getName());
  private static final int FILES_TO_MEND = 2;

  private final Path folder;
  private final String camera;
  private final Disk disk;
  private final Map<String, Long> good = new HashMap<>(); // length of whole lines, by day
  private final Shelf shelf;

  EventBook(Path folder, String camera, Disk disk, Keeping keeping) {
    this.folder = folder;
    this.camera = camera;
    this.disk = disk;
    this.shelf = new Shelf(folder, disk, keeping);
  }

  /// An event on its way to the disk.
  static final class Entry {
    final Happening happening;
    private Written written = Written.NOTHING;
    private long fileEnd;
    private final int[] pictures = new int[Album.PICTURES]; // versions

    Entry(Happening happening) {
      this.happening = happening;
      startOver();
    }

    private void startOver() {
      written = Written.NOTHING;
      fileEnd = 0;
      Arrays.fill(pictures, 0);
    }

    /// It needs no waiting for more.
    boolean isUrgent() {
      return !written.begun() || happening.hasEnded();
    }
  }

  /// @return whether all there will ever be is on the disk
  /// @throws IOException some of it may be; the same call goes on from there
  boolean write(Entry entry) throws IOException {
    var event = entry.happening.event();
    var id = EventId.of(event.summary().id()).orElseThrow();
    var file = Days.file(folder, id.day());
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size < entry.fileEnd) {
      entry.startOver();
    }
    var portion = EventText.after(entry.written, event);
    if (!portion.text().isEmpty()) {
      boolean sync = !entry.written.begun() || portion.then().ended();
      entry.fileEnd = append(id.day(), size, portion.text(), sync);
      entry.written = portion.then();
    }
    boolean ended = portion.then().ended();
    for (int i = 0; i < Album.PICTURES; i++) {
      if (ended || i != Album.LAST) {
        picture(entry, id, i);
      }
    }
    return ended;
  }

  /// @return the file's length then
  private long append(String day, long size, String lines, boolean sync) throws IOException {
    var file = Days.file(folder, day);
    if (!good.containsKey(day)) {
      good.put(day, size == 0 ? 0L : wholeLength(file));
    }
    long at = Math.min(size, good.getOrDefault(day, size));
    var bytes = lines.getBytes(UTF_8);
    disk.write(file, at, bytes, sync);
    good.put(day, at + bytes.length);
    shelf.grown(day, at + bytes.length - size);
    return at + bytes.length;
  }

  private void picture(Entry entry, EventId id, int number) throws IOException {
    var album = entry.happening.album();
    int version = album.version(number);
    if (version != entry.pictures[number]) {
      var jpeg = album.picture(number);
      disk.replace(Days.picture(folder, id, number), jpeg);
      shelf.grown(id.day(), jpeg.length);
      entry.pictures[number] = version;
    }
  }

  /// Where the last whole line ends.
  private static long wholeLength(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && !isLine(bytes, end)) {
      end = lineBefore(bytes, end);
    }
    return end;
  }

  /// Whether what ends here is a line of ours: a power cut may leave zeros, or half of one.
  private static boolean isLine(byte[] bytes, int end) {
    int begin = lineBefore(bytes, end);
    return bytes[end - 1] == '\n'
        && end - begin > 2
        && bytes[begin] == '{'
        && bytes[end - 2] == '}';
  }

  private static int lineBefore(byte[] bytes, int end) {
    int at = end - 1;
    while (at > 0 && bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  /// See the class.
  void recover() throws IOException {
    shelf.count();
    var days = List.copyOf(Days.in(folder).descendingSet());
    for (var day : days.subList(0, Math.min(FILES_TO_MEND, days.size()))) {
      mend(day);
    }
  }

  private void mend(String day) throws IOException {
    var file = Days.file(folder, day);
    long size = Files.size(file);
    long whole = wholeLength(file); // 1.
    good.put(day, whole);
    var lines = lines(day, true);
    var unended = EventText.unended(lines);
    if (whole == size && unended.isEmpty()) {
      return;
    }
    var ends = new StringBuilder();
    for (var event : EventText.parse(lines, camera, true)) {
      if (unended.contains(event.summary().id())) {
        ends.append(EventText.end(event)).append('\n');
      }
    }
    append(day, size, ends.toString(), true); // 2.
    log.log( // 3.
        WARNING,
        "{0}: the server ended while events of {1} were written down: {2} bytes of a torn line are cut off, {3} events are marked as interrupted",
        camera,
        day,
        size - whole,
        unended.size());
  }

  private List<String> lines(String day, boolean whole) throws IOException {
    var lines = new ArrayList<String>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(Days.file(folder, day)), UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (whole || !EventText.isMore(line)) {
          lines.add(line);
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return lines;
  }

  NavigableSet<String> days() throws IOException {
    return Days.in(folder);
  }

  /// What began on a day, in the order it did.
  ///
  /// @param known events that need not be told in full
  List<Summary> day(String day, Set<String> known) throws IOException {
    var lines = lines(day, false);
    boolean lacking = !known.containsAll(EventText.unended(lines));
    var events = EventText.parse(lacking ? lines(day, true) : lines, camera, false);
    var summaries = new ArrayList<Summary>();
    for (var event : events) {
      var id = EventId.of(event.summary().id());
      if (id.isPresent()) {
        summaries.add(event.summary().withPictures(pictures(id.get())));
      }
    }
    return summaries;
  }

  private int pictures(EventId id) {
    int there = 0;
    for (int i = 0; i < Album.PICTURES; i++) {
      there += Files.exists(Days.picture(folder, id, i)) ? 1 : 0;
    }
    return there;
  }

  Optional<Event> find(EventId id) throws IOException {
    var text = id.text();
    var lines = lines(id.day(), true).stream().filter(line -> line.contains(text)).toList();
    return EventText.parse(lines, camera, true).stream()
        .filter(event -> event.summary().id().equals(text))
        .findFirst()
        .map(event -> event.with(event.summary().withPictures(pictures(id))));
  }

  Optional<byte[]> picture(EventId id, int number) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(Days.picture(folder, id, number)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Nothing of it is left: its file is written anew without it.
  ///
  /// @return whether there was one
  boolean remove(EventId id) throws IOException {
    var lines = lines(id.day(), true);
    var mine = "\"id\":\"" + id.text() + "\"";
    var others = lines.stream().filter(line -> !line.contains(mine)).toList();
    for (int i = 0; i < Album.PICTURES; i++) {
      disk.delete(Days.picture(folder, id, i));
    }
    if (others.size() < lines.size()) {
      var text = others.isEmpty() ? "" : String.join("\n", others) + "\n";
      disk.replace(Days.file(folder, id.day()), text.getBytes(UTF_8));
      good.put(id.day(), (long) text.getBytes(UTF_8).length);
      shelf.count();
    }
    return others.size() < lines.size();
  }

  /// Lets go of what is too old, or too much.
  void tidy(long nowMicros) throws IOException {
    shelf.tidy(nowMicros);
  }
}
