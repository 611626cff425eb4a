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
import nightjar.event.Portraits.Portrait;
import org.jspecify.annotations.Nullable;

/// One camera's events on the disk: a file of lines for each day, pictures beside it.
///
/// An event is written down as it happens:
///
/// 1. When it is sure, a line of its beginning: appended and synced.
/// 2. While it lasts, every five seconds, lines of what came since: appended. Its first and its
///    best picture, and those of its objects: each a file that is there whole or not at all.
/// 3. When it ends, the rest and a line of its end: appended and synced. Its last picture.
/// 4. Within seconds of that, what a slow model said of it: a line `late`. Long after it perhaps a
///    line `notice`, of a rule that took its time: appended and synced.
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
    private int changes; // of the objects that are written
    private final int[] pictures = new int[Album.PICTURES]; // versions
    private final Map<Long, Portrait> portraits = new HashMap<>();

    Entry(Happening happening) {
      this.happening = happening;
      startOver();
    }

    private void startOver() {
      written = Written.NOTHING;
      fileEnd = 0;
      Arrays.fill(pictures, 0);
      portraits.clear();
    }

    /// It needs no waiting for more.
    boolean isUrgent() {
      return !written.begun() || (happening.hasEnded() && !written.ended());
    }

    /// Nothing came of objects since it was written.
    boolean isUpToDate() {
      return happening.changes() == changes;
    }
  }

  /// @return whether all there will ever be is on the disk
  /// @throws IOException some of it may be; the same call goes on from there
  boolean write(Entry entry) throws IOException {
    int changes = entry.happening.changes();
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
    portraits(entry, id);
    entry.changes = changes;
    return ended;
  }

  private void portraits(Entry entry, EventId id) throws IOException {
    var now = entry.happening.portraits().now();
    for (var gone : Set.copyOf(entry.portraits.keySet())) {
      if (!now.containsKey(gone)) {
        disk.delete(Days.portrait(folder, id, gone));
        keep(entry, id, gone, null);
      }
    }
    for (var one : now.entrySet()) {
      var old = entry.portraits.get(one.getKey());
      if (old == null || old.version() != one.getValue().version()) {
        disk.replace(Days.portrait(folder, id, one.getKey()), one.getValue().jpeg());
        keep(entry, id, one.getKey(), one.getValue());
      }
    }
  }

  private void keep(Entry entry, EventId id, long object, @Nullable Portrait now) {
    var old = now == null ? entry.portraits.remove(object) : entry.portraits.put(object, now);
    long was = old == null ? 0 : old.jpeg().length;
    shelf.grown(id.day(), (now == null ? 0 : now.jpeg().length) - was);
  }

  /// Appends to an event that was written to its end, unless it is gone with its day.
  void write(Recorder.Late late) throws IOException {
    var id = EventId.of(late.event()).orElseThrow();
    var file = Days.file(folder, id.day());
    if (Files.exists(file)) {
      var line = EventText.notice(late.event(), late.notice()) + "\n";
      append(id.day(), Files.size(file), line, true);
    }
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

  /// What began on a day, whole but for what files there are, in the order it did.
  List<Event> events(String day) throws IOException {
    return EventText.parse(lines(day, true), camera, true);
  }

  /// All files of one event's pictures.
  private List<Path> files(EventId id) throws IOException {
    var files = new ArrayList<Path>();
    var of = folder.resolve(id.day());
    if (Files.isDirectory(of)) {
      try (var there = Files.newDirectoryStream(of, id.text() + ".*")) {
        there.forEach(files::add);
      }
    }
    return files;
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
        .map(event -> withPictures(event, id));
  }

  private Event withPictures(Event event, EventId id) {
    var objects =
        event.objects().stream()
            .map(one -> one.withPicture(Files.exists(Days.portrait(folder, id, one.id()))))
            .toList();
    return event.with(event.summary().withPictures(pictures(id)), objects);
  }

  Optional<byte[]> picture(EventId id, int number) throws IOException {
    return read(Days.picture(folder, id, number));
  }

  Optional<byte[]> portrait(EventId id, long object) throws IOException {
    return read(Days.portrait(folder, id, object));
  }

  private static Optional<byte[]> read(Path picture) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(picture));
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
    for (var picture : files(id)) {
      disk.delete(picture);
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
