package nightjar.http;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.playback.Exporting;
import nightjar.playback.Exports;
import nightjar.playback.Reel;
import nightjar.playback.TooMuchException;

/// Footage to take along: asked for, looked after and fetched by the account that it is of.
final class ExportRoutes {
  private static final String EXPORTS = "/api/v1/exports";
  private static final String EXPORT = EXPORTS + "/{export}";
  private static final String MP4 = ".mp4";
  private static final int SENT_AT_ONCE = 3; // each with what goes before the video, on the heap
  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Places places = new Places(SENT_AT_ONCE);
  private final Exports exports;
  private final Collection<String> cameras;
  private final Recordings recordings;

  ExportRoutes(Recordings recordings, Collection<String> cameras) {
    this.recordings = recordings;
    this.exports = recordings.exports();
    this.cameras = List.copyOf(cameras);
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", EXPORTS, Rule.VIEW, this::make),
        new Route("GET", EXPORTS, Rule.VIEW, this::list),
        new Route("GET", EXPORT, Rule.VIEW, this::show),
        new Route("DELETE", EXPORT, Rule.VIEW, this::cancel),
        new Route("GET", EXPORT + "/{file}", Rule.VIEW, this::file));
  }

  private Answer make(Call call) throws IOException, InterruptedException {
    var sent = call.json();
    sent.only("cameras", "from", "to");
    var wanted = List.copyOf(new LinkedHashSet<>(sent.strings("cameras")));
    long from = (long) sent.number("from", 0, FootageRoutes.LAST);
    long to = (long) sent.number("to", 0, FootageRoutes.LAST);
    if (wanted.isEmpty() || wanted.size() > Exports.MOST_CAMERAS) {
      throw BadJsonException.field("cameras", "must be 1 to " + Exports.MOST_CAMERAS + " names");
    }
    if (to <= from || to - from > Exports.LONGEST) {
      throw BadJsonException.field("to", "must be after from, and at most 2 hours later");
    }
    if (!wanted.stream().allMatch(call.grant()::maySee)) {
      return Answer.problem(403, "camera", "this account may not see one of these cameras");
    }
    return inTurn(call, () -> make(call, wanted, from, to));
  }

  private interface Doing {
    Answer answer() throws IOException, InterruptedException, TooMuchException;
  }

  /// Planning costs memory as sending does.
  private Answer inTurn(Call call, Doing doing) throws IOException, InterruptedException {
    var place = places.take(call.grant());
    if (place.isEmpty()) {
      return FootageRoutes.busy();
    }
    try (var _ = place.get()) {
      return doing.answer();
    } catch (TooMuchException e) {
      throw BadJsonException.field(e.field(), String.valueOf(e.getMessage()));
    } catch (BadJsonException e) {
      throw e;
    } catch (IOException e) {
      return FootageRoutes.unreadable(e);
    }
  }

  private Answer make(Call call, List<String> wanted, long from, long to)
      throws IOException, InterruptedException, TooMuchException {
    var known = recordings.store().cameras();
    if (!wanted.stream().allMatch(name -> cameras.contains(name) || known.contains(name))) {
      throw BadJsonException.field("cameras", "must be names of cameras there are");
    }
    return exports
        .make(call.grant().user(), wanted, from, to)
        .map(export -> Answer.json(201, describe(export.stand())))
        .orElseGet(() -> Answer.problem(404, "footage", "there is no footage of that time"));
  }

  private Answer list(Call call) {
    return Answer.json(
        Json.object(
            "exports",
            exports.of(call.grant().user()).stream()
                .map(export -> describe(export.stand()))
                .toList()));
  }

  private static Map<String, Object> describe(Exporting.Stand stand) {
    return Json.object(
        "id", stand.id(),
        "from", stand.from(),
        "to", stand.to(),
        "expires", stand.expires(),
        "state", stand.state(),
        "sent", stand.sent(),
        "size", stand.size(),
        "files",
            stand.files().stream()
                .filter(file -> file.size() > 0)
                .map(file -> describe(stand, file))
                .toList());
  }

  private static Map<String, Object> describe(Exporting.Stand stand, Exporting.Progress file) {
    return Json.object(
        "camera", file.camera(),
        "name", name(file.camera(), stand),
        "size", file.size(),
        "sent", file.sent(),
        "url", EXPORTS + "/" + stand.id() + "/" + file.camera() + MP4);
  }

  private static String name(String camera, Exporting.Stand stand) {
    var start = IN_A_NAME.format(Instant.ofEpochSecond(stand.from() / 1_000_000));
    var end = IN_A_NAME.format(Instant.ofEpochSecond(stand.to() / 1_000_000));
    return camera + "-" + start + "Z-" + end + "Z" + MP4;
  }

  private Optional<Exporting> found(Call call) {
    return exports.find(call.grant().user(), call.variable("export"));
  }

  private static Answer nothing() {
    return Answer.problem(404, "there is no such export");
  }

  private Answer show(Call call) {
    return found(call)
        .map(export -> Answer.json(describe(export.stand())))
        .orElseGet(ExportRoutes::nothing);
  }

  private Answer cancel(Call call) {
    var export = found(call);
    export.ifPresent(exports::cancel);
    return export.isPresent() ? Answer.done() : nothing();
  }

  private Answer file(Call call) throws IOException, InterruptedException {
    var export = found(call);
    var file = call.variable("file");
    if (export.isEmpty() || !file.endsWith(MP4)) {
      return nothing();
    }
    var camera = file.substring(0, file.length() - MP4.length());
    if (!call.grant().maySee(camera)) {
      return Answer.problem(403, "camera", "this account may not see this camera");
    }
    return sent(call, export.get(), camera);
  }

  private Answer sent(Call call, Exporting export, String camera)
      throws IOException, InterruptedException {
    var place = places.take(call.grant());
    if (place.isEmpty()) {
      return FootageRoutes.busy();
    }
    Optional<Reel> reel = Optional.empty();
    try {
      reel = exports.file(export, camera);
    } catch (TooMuchException _) {
      return nothing();
    } catch (IOException e) {
      return FootageRoutes.unreadable(e);
    } finally {
      if (reel.isEmpty()) {
        place.get().close();
      }
    }
    return reel.map(r -> attached(new HeldReel(r, place.get()), name(camera, export.stand())))
        .orElseGet(ExportRoutes::nothing);
  }

  private static Answer attached(Reel reel, String name) {
    return Answer.reel("video/mp4", reel)
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
