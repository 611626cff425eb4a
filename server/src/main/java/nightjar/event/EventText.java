package nightjar.event;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nightjar.event.Event.Box;
import nightjar.event.Event.Heat;
import nightjar.event.Event.Notice;
import nightjar.event.Event.Point;
import nightjar.event.Event.Recognised;
import nightjar.event.Event.Sample;
import nightjar.event.Event.Sighting;
import nightjar.event.Event.Standing;
import nightjar.event.Event.Summary;
import nightjar.event.Event.Track;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Events as lines of JSON: one when it begins, some while it lasts, one when it ends.
final class EventText {
  static final double LAST = 253_402_300_799e6; // microseconds: the year 9999
  private static final String MORE = "{\"line\":\"more\"";
  private static final double MOST_SCORE = 1e6;

  private EventText() {}

  /// What of an event is on the disk already.
  ///
  /// @param points of each track
  /// @param objects as they were written
  record Written(
      boolean begun,
      int samples,
      Map<Long, Integer> points,
      Map<Long, Sighting> objects,
      int notices,
      Recognised recognised,
      boolean ended) {
    static final Written NOTHING =
        new Written(false, 0, Map.of(), Map.of(), 0, Recognised.NOTHING, false);
  }

  /// Lines, and what will be written once they are.
  record Portion(String text, Written then) {}

  static Portion after(Written written, Event event) {
    var text = new StringBuilder();
    if (!written.begun) {
      text.append(begin(event)).append('\n');
    }
    var points = new HashMap<Long, Integer>(written.points);
    var tracks = new ArrayList<Map<String, Object>>();
    for (var track : event.tracks()) {
      int from = points.getOrDefault(track.id(), 0);
      if (track.path().size() > from) {
        tracks.add(track(track, from));
        points.put(track.id(), track.path().size());
      }
    }
    var samples = event.samples().subList(written.samples, event.samples().size());
    var objects = SightingText.changed(written.objects, event.objects());
    boolean ends = event.summary().standing() != Standing.LASTING && !written.ended;
    if (!written.ended && (!samples.isEmpty() || !tracks.isEmpty() || !objects.isEmpty())) {
      text.append(more(event, samples, tracks, objects)).append('\n');
    }
    if (ends) {
      text.append(end(event)).append('\n');
    }
    var recognised = event.summary().recognised();
    if (written.ended && !(objects.isEmpty() && recognised.equals(written.recognised))) {
      text.append(late(event, objects)).append('\n');
    }
    var notices = event.summary().notices();
    for (var notice : notices.subList(written.notices, notices.size())) {
      text.append(notice(event.summary().id(), notice)).append('\n');
    }
    var then =
        new Written(
            true,
            event.samples().size(),
            Map.copyOf(points),
            SightingText.byId(event.objects()),
            notices.size(),
            recognised,
            written.ended || ends);
    return new Portion(text.toString(), then);
  }

  private static String begin(Event event) {
    var summary = event.summary();
    return Json.text(
        Json.object(
            "line", "begin",
            "id", summary.id(),
            "start", summary.start(),
            "confirmed", event.confirmed(),
            "noise", event.noise(),
            "gain", event.gain(),
            "settings", event.settings()));
  }

  private static String more(
      Event event,
      List<Sample> samples,
      List<Map<String, Object>> tracks,
      List<Map<String, Object>> objects) {
    return Json.text(
        Json.object(
            "line",
            "more",
            "id",
            event.summary().id(),
            "samples",
            samples.stream().map(EventText::sample).toList(),
            "tracks",
            tracks,
            "objects",
            objects));
  }

  /// What came after the end: all that a summary needs of it stands in this line.
  private static String late(Event event, List<Map<String, Object>> objects) {
    var summary = event.summary();
    var line = Json.object("line", "late", "id", summary.id(), "why", summary.why());
    SightingText.describe(summary.recognised(), line);
    line.put("objects", objects);
    return Json.text(line);
  }

  static String notice(String event, Notice notice) {
    return Json.text(
        Json.object(
            "line", "notice",
            "id", event,
            "rule", notice.rule(),
            "at", notice.at(),
            "object", notice.object(),
            "text", notice.text()));
  }

  private static Map<String, Object> sample(Sample sample) {
    return Json.object(
        "at", sample.at(),
        "score", sample.score(),
        "area", sample.area(),
        "guard", sample.guard(),
        "state", sample.state());
  }

  private static Map<String, Object> track(Track track, int from) {
    var path = track.path().subList(from, track.path().size());
    var box = track.box();
    return Json.object(
        "id", track.id(),
        "first", track.first(),
        "last", track.last(),
        "path", path.stream().map(p -> List.<Object>of(p.at(), p.x(), p.y())).toList(),
        "box", List.of(List.of(box.x(), box.y(), box.width(), box.height())),
        "zones", track.zones(),
        "from", track.from(),
        "to", track.to());
  }

  static String end(Event event) {
    var summary = event.summary();
    var heat = event.heat();
    var line =
        Json.object(
            "line", "end",
            "id", summary.id(),
            "end", summary.end(),
            "standing", summary.standing().word(),
            "score", summary.score(),
            "area", summary.area(),
            "zones", summary.zones(),
            "from", summary.from(),
            "to", summary.to(),
            "why", summary.why(),
            "ended", event.ended(),
            "columns", heat.columns(),
            "rows", heat.rows(),
            "heat", Base64.getEncoder().encodeToString(heat.scores()));
    SightingText.describe(summary.recognised(), line);
    return Json.text(line);
  }

  /// Events of one file, in the order they began. Lines that make no sense are passed over: a file
  /// may have been damaged, and what else it holds is worth having.
  ///
  /// @param whole with their samples and tracks; else only what a summary needs, which for an event
  ///   without an end is all
  static List<Event> parse(List<String> lines, String camera, boolean whole) {
    var events = new LinkedHashMap<String, Reading>();
    for (var line : lines) {
      try {
        read(line, camera, events);
      } catch (BadJsonException _) {
        // passed over
      }
    }
    return events.values().stream().map(reading -> reading.event(whole)).toList();
  }

  private static void read(String line, String camera, Map<String, Reading> events)
      throws BadJsonException {
    var json = JsonObject.parse(line);
    var id = json.string("id");
    var kind = json.string("line");
    if (kind.equals("begin")) {
      events.put(id, new Reading(id, camera, json));
    }
    var reading = events.get(id);
    if (reading != null) {
      switch (kind) {
        case "more" -> reading.more(json);
        case "end" -> reading.end(json);
        case "late" -> reading.late(json);
        case "notice" -> reading.notice(json);
        default -> {} // of a later build
      }
    }
  }

  /// Events that began and did not end.
  static Set<String> unended(List<String> lines) {
    var begun = new LinkedHashSet<String>();
    for (var line : lines.stream().filter(line -> !isMore(line)).toList()) {
      try {
        var json = JsonObject.parse(line);
        switch (json.string("line")) {
          case "begin" -> begun.add(json.string("id"));
          case "end" -> begun.remove(json.string("id"));
          default -> {}
        }
      } catch (BadJsonException _) {
        // passed over
      }
    }
    return begun;
  }

  /// Whether a line is only wanted with the whole event.
  static boolean isMore(String line) {
    return line.startsWith(MORE);
  }

  /// An event read so far.
  private static final class Reading {
    private final String id;
    private final String camera;
    private final long start;
    private final long confirmed;
    private final double noise;
    private final double gain;
    private final Map<String, Object> settings;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Long, Track> tracks = new LinkedHashMap<>();
    private final Map<Long, Sighting> objects = new LinkedHashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private Optional<Ended> ended = Optional.empty();

    private record Ended(Summary summary, Heat heat, String why) {
      Ended with(Summary other) {
        return new Ended(other, heat, why);
      }
    }

    Reading(String id, String camera, JsonObject json) throws BadJsonException {
      this.id = id;
      this.camera = camera;
      this.start = time(json, "start");
      this.confirmed = time(json, "confirmed");
      this.noise = json.number("noise", 0, 256);
      this.gain = json.number("gain", 0, 1e6);
      this.settings = json.object("settings").fields();
    }

    void more(JsonObject json) throws BadJsonException {
      for (var sample : json.objects("samples")) {
        samples.add(
            new Sample(
                time(sample, "at"),
                sample.number("score", 0, MOST_SCORE),
                sample.number("area", 0, 1),
                sample.string("guard"),
                sample.string("state")));
      }
      for (var track : json.objects("tracks")) {
        var more = track(track);
        tracks.merge(more.id(), more, Reading::joined);
      }
      objects(json);
    }

    private void objects(JsonObject json) throws BadJsonException {
      if (json.has("objects")) { // earlier builds recognised nothing
        for (var object : json.objects("objects")) {
          SightingText.read(object, objects);
        }
      }
    }

    void late(JsonObject json) throws BadJsonException {
      var recognised = SightingText.recognised(json);
      var why = json.string("why");
      objects(json);
      ended = ended.map(end -> end.with(end.summary.with(recognised, why)));
    }

    void notice(JsonObject json) throws BadJsonException {
      var notice =
          new Notice(
              json.string("rule"),
              time(json, "at"),
              (long) json.number("object", 0, LAST),
              json.string("text"));
      if (notices.size() < Happening.MOST_NOTICES) {
        notices.add(notice);
      }
    }

    private static Track joined(Track was, Track more) {
      var path = new ArrayList<>(was.path());
      path.addAll(more.path());
      return new Track(
          was.id(),
          was.first(),
          more.last(),
          path,
          more.box(),
          more.zones(),
          more.from(),
          more.to());
    }

    private static Track track(JsonObject json) throws BadJsonException {
      var path = new ArrayList<Point>();
      for (var point : json.rows("path", 3)) {
        path.add(new Point(point.getFirst().longValue(), point.get(1), point.get(2)));
      }
      var boxes = json.rows("box", 4);
      if (boxes.size() != 1) {
        throw BadJsonException.field("box", "must be one");
      }
      var box = boxes.getFirst();
      return new Track(
          (long) json.number("id", 0, LAST),
          time(json, "first"),
          time(json, "last"),
          path,
          new Box(box.getFirst(), box.get(1), box.get(2), box.get(3)),
          json.strings("zones"),
          json.string("from"),
          json.string("to"));
    }

    void end(JsonObject json) throws BadJsonException {
      var standing =
          json.string("standing").equals("interrupted") ? Standing.INTERRUPTED : Standing.OVER;
      var summary =
          new Summary(
              id,
              camera,
              start,
              Math.max(start, time(json, "end")),
              standing,
              json.number("score", 0, MOST_SCORE),
              json.number("area", 0, 1),
              json.strings("zones"),
              json.string("from"),
              json.string("to"),
              json.string("why"),
              SightingText.recognised(json),
              List.of(),
              0);
      ended = Optional.of(new Ended(summary, heat(json), json.string("ended")));
    }

    private static Heat heat(JsonObject json) throws BadJsonException {
      int columns = json.whole("columns", 0, Grid.MOST_COLUMNS);
      int rows = json.whole("rows", 0, Grid.MOST_COLUMNS);
      try {
        var scores = Base64.getDecoder().decode(json.string("heat"));
        if (scores.length == columns * rows) {
          return new Heat(columns, rows, scores);
        }
      } catch (IllegalArgumentException _) {
        // said below
      }
      throw BadJsonException.field("heat", "must be base64 of a byte for each block");
    }

    Event event(boolean whole) {
      var end = ended.orElseGet(this::interrupted);
      return new Event(
          end.summary.with(notices),
          confirmed,
          settings,
          whole ? samples : List.of(),
          whole ? List.copyOf(tracks.values()) : List.of(),
          whole ? List.copyOf(objects.values()) : List.of(),
          end.heat,
          noise,
          gain,
          end.why);
    }

    /// As far as it was written down.
    private Ended interrupted() {
      long last = samples.isEmpty() ? confirmed : samples.getLast().at();
      double score = samples.stream().mapToDouble(Sample::score).max().orElse(0);
      double area = samples.stream().mapToDouble(Sample::area).max().orElse(0);
      var zones = new LinkedHashSet<String>();
      tracks.values().forEach(track -> zones.addAll(track.zones()));
      var entered = List.copyOf(zones);
      var from = tracks.isEmpty() ? "" : tracks.values().iterator().next().from();
      long end = Math.max(Math.max(start, confirmed), last);
      var recognised = List.copyOf(objects.values());
      var why = Why.sentence(end - start, score, entered, from, "", recognised);
      var summary =
          new Summary(
              id,
              camera,
              start,
              end,
              Standing.INTERRUPTED,
              score,
              area,
              entered,
              from,
              "",
              why,
              new Recognised(Why.kinds(recognised), recognised.size(), OptionalLong.empty()),
              notices,
              0);
      return new Ended(summary, Heat.NONE, Ending.INTERRUPTED.words());
    }
  }

  static long time(JsonObject json, String name) throws BadJsonException {
    return (long) json.number(name, 0, LAST);
  }
}
