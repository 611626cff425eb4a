package nightjar.http;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.playback.BusyException;
import nightjar.playback.Playback;
import nightjar.playback.Still;
import nightjar.playback.Timeline;
import nightjar.playback.TooMuchException;
import nightjar.playback.Video;
import nightjar.record.store.Day;
import nightjar.record.store.Store;

/// What was recorded, camera by camera: where there is some, its video and its pictures; and what
/// people do with it.
final class FootageRoutes {
  private static final System.Logger log = System.getLogger(FootageRoutes.class.getName());
  private static final String CAMERA = "/api/v1/cameras/{camera}";
  private static final String FOOTAGE = CAMERA + "/footage";
  static final long LAST = 253_402_300_799_000_000L; // microseconds: the year 9999
  private static final long LONGEST = 31 * 86_400_000_000L; // microseconds
  private static final int BUCKETS = 288;
  private static final int MOST_BUCKETS = 2_000;
  private static final int WIDTH = 320;
  private static final int SMALLEST = 16;
  private static final int WIDEST = 640;
  private static final int SENT_AT_ONCE = 16; // each with a buffer, and files held open
  private static final int LOOKED_AT_ONCE = 8;
  private static final Set<String> RENDITIONS = Set.of("main", "sub");

  private final Places sending = new Places(SENT_AT_ONCE);
  private final Places looking = new Places(LOOKED_AT_ONCE);
  private final Store store;
  private final Playback playback;
  private final Collection<String> cameras;
  private final CameraRoutes.Audit audit;

  FootageRoutes(Recordings recordings, Collection<String> cameras, CameraRoutes.Audit audit) {
    this.store = recordings.store();
    this.playback = recordings.playback();
    this.cameras = List.copyOf(cameras);
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", FOOTAGE, Rule.VIEW, call -> looked(call, this::footage)),
        new Route("DELETE", FOOTAGE, Rule.OPERATE, call -> at(call, this::remove)),
        new Route("PUT", FOOTAGE + "/lock", Rule.OPERATE, call -> at(call, this::lock)),
        new Route("GET", "/api/v1/footage/days", Rule.VIEW, this::days),
        new Route("GET", CAMERA + "/video", Rule.VIEW, call -> at(call, this::video)),
        new Route("GET", CAMERA + "/frame", Rule.VIEW, call -> looked(call, this::frame)));
  }

  /// What is done with a camera's footage.
  private interface Doing {
    Answer at(String camera, Call call) throws IOException, InterruptedException;
  }

  private Answer at(Call call, Doing doing) throws IOException, InterruptedException {
    return at(call.variable("camera"), call, doing);
  }

  private Answer at(String camera, Call call, Doing doing)
      throws IOException, InterruptedException {
    try {
      return cameras.contains(camera) || store.cameras().contains(camera)
          ? doing.at(camera, call)
          : Answer.problem(404, "there is no such camera");
    } catch (BadJsonException e) {
      throw e;
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  static Answer unreadable(IOException e) {
    log.log(WARNING, "footage cannot be read: {0}", e.getMessage());
    return Answer.problem(503, "disk", "the footage cannot be read at the moment; see the log");
  }

  private Answer looked(Call call, Doing doing) throws IOException, InterruptedException {
    var place = looking.take(call.grant());
    if (place.isEmpty()) {
      return busy();
    }
    try (var _ = place.get()) {
      return at(call, doing);
    }
  }

  static Answer busy() {
    return Answer.problem(503, "busy", "as much footage is being looked at as may be at once");
  }

  /// @param from microseconds
  private record Asked(long from, long to) {
    static Asked of(Call call, Duration longest) throws BadJsonException {
      long from = call.whole("from", 0, LAST);
      long to = call.whole("to", 0, LAST);
      long most = longest.toMillis() * 1_000;
      if (to <= from || to - from > most) {
        throw BadJsonException.field("to", "must be after from, and at most " + words(longest));
      }
      return new Asked(from, to);
    }

    private static String words(Duration longest) {
      return longest.toDays() > 0
          ? longest.toDays() + " days later"
          : longest.toMinutes() + " minutes later";
    }
  }

  private Answer footage(String camera, Call call) throws IOException {
    var asked = Asked.of(call, Duration.ofMillis(LONGEST / 1_000));
    int buckets = (int) call.whole("buckets", BUCKETS, 1, MOST_BUCKETS);
    var timeline = playback.timeline(camera, asked.from, asked.to, buckets);
    var extent = playback.extent(camera);
    return Answer.json(
        Json.object(
            "camera", camera,
            "from", asked.from,
            "to", asked.to,
            "first", extent.map(Playback.Extent::first).orElse(0L),
            "last", extent.map(Playback.Extent::last).orElse(0L),
            "live", extent.map(Playback.Extent::live).orElse(false),
            "spans", timeline.spans().stream().map(FootageRoutes::describe).toList(),
            "activity",
                Json.object(
                    "from", asked.from, "step", timeline.step(), "values", timeline.activity())));
  }

  private static Map<String, Object> describe(Timeline.Span span) {
    return Json.object(
        "start", span.start(),
        "end", span.end(),
        "rendition", span.rendition(),
        "event", span.event(),
        "locked", span.locked(),
        "open", span.open(),
        "mended", span.mended());
  }

  private Answer days(Call call) throws IOException, InterruptedException {
    var camera = Optional.ofNullable(call.query().get("camera"));
    if (camera.isEmpty()) {
      throw BadJsonException.field("camera", "must be the name of a camera");
    }
    if (!call.grant().maySee(camera.get())) {
      return Answer.problem(403, "camera", "this account may not see this camera");
    }
    var zone = zone(call.query().getOrDefault("zone", "UTC"));
    var place = looking.take(call.grant());
    if (place.isEmpty()) {
      return busy();
    }
    try (var _ = place.get()) {
      return at(camera.get(), call, (name, _) -> days(store.days(name, zone)));
    }
  }

  private static Answer days(List<Day> days) {
    return Answer.json(
        Json.object(
            "days",
            days.stream()
                .map(
                    day ->
                        Json.object(
                            "day", day.day().toString(),
                            "seconds", day.seconds(),
                            "events", day.events(),
                            "locked", day.locked()))
                .toList()));
  }

  private static ZoneId zone(String name) throws BadJsonException {
    try {
      return ZoneId.of(URLDecoder.decode(name, StandardCharsets.UTF_8));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw BadJsonException.field("zone", "must be a time zone, such as Europe/Berlin");
    }
  }

  private Answer video(String camera, Call call) throws IOException {
    var asked = Asked.of(call, Playback.LONGEST);
    var origin =
        call.query().containsKey("origin")
            ? OptionalLong.of(call.whole("origin", 0, asked.from))
            : OptionalLong.empty();
    var rendition = rendition(call);
    var place = sending.take(call.grant());
    if (place.isEmpty()) {
      return busy();
    }
    Optional<Video> video = Optional.empty();
    try {
      video = playback.video(camera, rendition, asked.from, asked.to, origin);
    } catch (TooMuchException e) {
      throw BadJsonException.field(e.field(), String.valueOf(e.getMessage()));
    } finally {
      if (video.isEmpty()) {
        place.get().close();
      }
    }
    return video.map(v -> sent(v, place.get())).orElseGet(FootageRoutes::nothing);
  }

  private static Answer sent(Video video, Shares.Share place) {
    var reel = new HeldReel(video.reel(), place);
    return Answer.reel("video/mp4", reel).with("Nightjar-Codecs", String.join(",", video.codecs()));
  }

  private static Optional<String> rendition(Call call) throws BadJsonException {
    var rendition = Optional.ofNullable(call.query().get("rendition"));
    if (rendition.filter(name -> !RENDITIONS.contains(name)).isPresent()) {
      throw BadJsonException.field("rendition", "must be main or sub");
    }
    return rendition;
  }

  private static Answer nothing() {
    return Answer.problem(404, "footage", "there is no footage of that time");
  }

  private Answer frame(String camera, Call call) throws IOException, InterruptedException {
    long at = call.whole("at", 0, LAST);
    int width = (int) call.whole("width", WIDTH, SMALLEST, WIDEST);
    boolean exact = exact(call);
    try {
      return playback
          .still(camera, at, width, exact)
          .map(FootageRoutes::jpeg)
          .orElseGet(FootageRoutes::nothing);
    } catch (BusyException e) {
      return Answer.problem(503, "busy", String.valueOf(e.getMessage()));
    }
  }

  private static boolean exact(Call call) throws BadJsonException {
    return switch (call.query().getOrDefault("exact", "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw BadJsonException.field("exact", "must be true or false");
    };
  }

  private static Answer jpeg(Still still) {
    var captured = Long.toString(still.captured());
    return new Answer(
        200,
        "image/jpeg",
        Map.of("Cache-Control", "no-store", "Nightjar-Captured", captured),
        still.jpeg());
  }

  private Answer lock(String camera, Call call) throws IOException {
    var sent = call.json();
    sent.only("from", "to", "locked");
    long from = (long) sent.number("from", 0, LAST);
    long to = (long) sent.number("to", 0, LAST);
    boolean locked = sent.bool("locked");
    if (to <= from) {
      throw BadJsonException.field("to", "must be after from");
    }
    int files = store.lock(camera, from, to, locked);
    if (files > 0) {
      note(call, locked ? "footage-lock" : "footage-unlock", camera, from, to);
    }
    return Answer.json(Json.object("files", files));
  }

  private Answer remove(String camera, Call call) throws IOException {
    var asked = Asked.of(call, Duration.ofDays(36_600));
    var removed = store.remove(camera, asked.from, asked.to);
    if (removed.files() > 0) {
      note(call, "footage-remove", camera, asked.from, asked.to);
    }
    return Answer.json(
        Json.object(
            "files", removed.files(), "bytes", removed.bytes(), "locked", removed.locked()));
  }

  private void note(Call call, String action, String camera, long from, long to) {
    var start = Instant.ofEpochSecond(from / 1_000_000);
    var end = Instant.ofEpochSecond(to / 1_000_000);
    audit.add(
        call.grant().user(), call.from().address(), action, camera, true, start + " to " + end);
  }
}
