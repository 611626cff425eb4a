package nightjar.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// What happened when, so that footage of it outlives the rest: procedure E of
/// docs/design/recording.md.
///
/// A note in the day's folder makes it last; the index may be made anew from it.
final class Marks {
  /// A note may be so far behind an event that goes on, in microseconds: else each second of it
  /// would be a write.
  static final long BEHIND = 60_000_000L;

  /// What is recorded begins no longer before what it is recorded for, in microseconds.
  private static final long REACH = 15 * 60_000_000L;

  private static final int MOST_KNOWN = 256;
  private static final int LONGEST_NAME = 80;
  private static final long MOST = 1L << 52;

  private final Shelf shelf;
  private final Writings writings;

  // Guarded by itself: what the notes say of recent events.
  private final Map<String, Index.Marked> noted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Index.Marked> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  Marks(Shelf shelf, Writings writings) {
    this.shelf = shelf;
    this.writings = writings;
  }

  void happened(Index.Marked event) throws IOException {
    if (event.to() < event.from() || event.event().length() > LONGEST_NAME) {
      throw new IllegalArgumentException("no event: " + event);
    }
    note(event); // E1
    if (!shelf.index.marked(event.camera(), event.event()).equals(Optional.of(event))) {
      shelf.index.mark(event); // E2
    }
    for (var file : writings.open()) { // E3
      if (file.overlaps(event.camera(), event.from(), event.to() + 1)) {
        file.happened();
      }
    }
  }

  /// Forgets what there is no footage of any more, nor can be: of nothing open, and nothing that is
  /// still to be mended.
  void forget() throws IOException {
    long open = shelf.clock.wallMicros();
    for (var file : writings.open()) { // before the rows: one that is closed meanwhile counts
      open = Math.min(open, file.start());
    }
    long oldest = shelf.index.sums().oldest();
    if (oldest > 0 && !writings.anyLeft()) {
      shelf.index.unmark(Math.min(oldest, open) - REACH); // E4
    }
  }

  private void note(Index.Marked event) throws IOException {
    var key = event.camera() + "/" + event.event();
    synchronized (noted) {
      var old = noted.get(key);
      if (old != null && event.from() >= old.from() && event.to() <= old.to() + BEHIND) {
        return;
      }
    }
    shelf.note(Names.day(event.camera(), event.from()), Names.NOTES, line(event));
    synchronized (noted) {
      noted.put(key, event);
    }
  }

  private static String line(Index.Marked event) {
    return Json.text(Json.object("event", event.event(), "from", event.from(), "to", event.to()));
  }

  /// What a day's notes say; lines that are torn are left out.
  static List<Index.Marked> read(Shelf shelf, String camera, Path day) throws IOException {
    var bytes = shelf.disk.read(day.resolve(Names.NOTES));
    var found = new ArrayList<Index.Marked>();
    if (bytes.isPresent()) {
      new String(bytes.get(), UTF_8).lines().forEach(line -> parse(camera, line, found));
    }
    return found;
  }

  private static void parse(String camera, String line, List<Index.Marked> found) {
    try {
      if (!line.isBlank()) {
        var o = JsonObject.parse(line);
        long from = (long) o.number("from", 0, MOST);
        long to = (long) o.number("to", (double) from, MOST);
        found.add(new Index.Marked(camera, o.string("event"), from, to));
      }
    } catch (BadJsonException _) {
      // torn by a power cut: what it said was said again, or was never answered for
    }
  }
}
