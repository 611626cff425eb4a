package nightjar.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.alert.Alerts;
import nightjar.alert.HouseMode;
import nightjar.alert.HouseState;
import nightjar.alert.Kept;
import nightjar.alert.Preferences;
import nightjar.json.Json;

/// Alerts, for those who may see the cameras they are of: what there was, who has seen it, and how
/// the house is watched over.
final class AlertRoutes {
  static final String LIVE = "/api/v1/alerts/live";
  private static final String PATH = "/api/v1/alerts/{alert}";
  private static final int ALERTS = 50;
  private static final int MOST_ALERTS = 200;
  private static final int LONGEST_SNOOZE = 24 * 60; // minutes
  private static final long LAST_ID = 1L << 53;

  private final Alerts alerts;
  private final CameraRoutes.Audit audit;

  AlertRoutes(Alerts alerts, CameraRoutes.Audit audit) {
    this.alerts = alerts;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/house", Rule.VIEW, this::house),
        new Route("PUT", "/api/v1/house/mode", Rule.OPERATE, this::mode),
        new Route("PUT", "/api/v1/house/snooze", Rule.OPERATE, this::snooze),
        new Route("GET", "/api/v1/alerts", Rule.VIEW, this::list),
        new Route("GET", LIVE, Rule.VIEW, _ -> Answer.problem(426, "this is a WebSocket")),
        new Route("POST", "/api/v1/alerts/seen", Rule.VIEW, this::seen),
        new Route("GET", "/api/v1/me/alerts", Rule.VIEW, this::preferences),
        new Route("PUT", "/api/v1/me/alerts", Rule.VIEW, this::prefer),
        new Route("GET", PATH, Rule.VIEW, this::alert),
        new Route("GET", PATH + "/picture", Rule.VIEW, this::picture),
        new Route("GET", PATH + "/clip", Rule.VIEW, this::clip),
        new Route("POST", PATH + "/acknowledge", Rule.VIEW, this::acknowledge));
  }

  private Answer house(Call call) throws IOException {
    return house(call, alerts.house());
  }

  private Answer house(Call call, HouseState state) throws IOException {
    int unseen = alerts.unseen(call.grant().user(), AlertText.visible(call.grant()));
    return Answer.json(AlertText.describe(state, unseen));
  }

  private Answer mode(Call call) throws IOException {
    var sent = call.json();
    sent.only("mode");
    var mode =
        HouseMode.of(sent.string("mode"))
            .orElseThrow(() -> sent.wrong("mode", "must be off, home, night or away"));
    var before = alerts.house().mode();
    var state = alerts.mode(mode, call.grant().user());
    if (before != mode) {
      audit(call, "house-mode", mode.word());
    }
    return house(call, state);
  }

  private Answer snooze(Call call) throws IOException {
    var sent = call.json();
    sent.only("minutes");
    int minutes = sent.whole("minutes", 0, LONGEST_SNOOZE);
    var state = alerts.snooze(Duration.ofMinutes(minutes));
    audit(call, "alerts-snooze", minutes + " min");
    return house(call, state);
  }

  private void audit(Call call, String action, String detail) {
    audit.add(call.grant().user(), call.from().address(), action, "", true, detail);
  }

  private Answer list(Call call) throws IOException {
    int limit = (int) call.whole("limit", ALERTS, 1, MOST_ALERTS);
    long before = call.whole("before", LAST_ID, 0, LAST_ID);
    var all = new ArrayList<>(alerts.list(before, limit + 1, AlertText.visible(call.grant())));
    boolean more = all.size() > limit;
    if (more) {
      all.removeLast();
    }
    return Answer.json(
        Json.object("alerts", all.stream().map(AlertText::describe).toList(), "more", more));
  }

  private Answer seen(Call call) throws IOException {
    var sent = call.json();
    sent.only("upTo");
    long upTo = (long) sent.number("upTo", 0, LAST_ID);
    alerts.seen(upTo, call.grant().user(), AlertText.visible(call.grant()));
    return Answer.done();
  }

  private Answer preferences(Call call) throws IOException {
    return Answer.json(alerts.preferences(call.grant().user()).describe());
  }

  private Answer prefer(Call call) throws IOException {
    var next = Preferences.read(call.json());
    alerts.preferences(call.grant().user(), next);
    return Answer.json(next.describe());
  }

  /// Empty too when the caller may not see it.
  private Optional<Kept> find(Call call) throws IOException {
    var id = call.variable("alert");
    if (!id.matches("\\d{1,15}")) {
      return Optional.empty();
    }
    return alerts
        .find(Long.parseLong(id))
        .filter(kept -> AlertText.visible(call.grant()).test(kept.alert()));
  }

  private static Answer nothing() {
    return Answer.problem(404, "there is no such alert");
  }

  private Answer alert(Call call) throws IOException {
    return find(call)
        .map(kept -> Answer.json(AlertText.describe(kept)))
        .orElseGet(AlertRoutes::nothing);
  }

  private Answer picture(Call call) throws IOException {
    var kept = find(call);
    return Answer.jpeg(kept.isEmpty() ? Optional.empty() : alerts.picture(kept.get().alert().id()));
  }

  private Answer clip(Call call) throws IOException {
    var clip = find(call).flatMap(kept -> alerts.clip(kept.alert().id()));
    return clip.isPresent()
        ? Answer.reel("video/mp4", FileReel.open(clip.get()))
        : Answer.problem(404, "there is no such clip");
  }

  private Answer acknowledge(Call call) throws IOException {
    var kept = find(call);
    if (kept.isEmpty()) {
      return nothing();
    }
    alerts.acknowledge(kept.get().alert().id(), call.grant().user());
    return alert(call);
  }
}
