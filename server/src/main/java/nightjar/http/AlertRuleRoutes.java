package nightjar.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import nightjar.alert.AlertRule;
import nightjar.alert.Alerts;
import nightjar.alert.Hit;
import nightjar.alert.RuleText;
import nightjar.alert.Simulation;
import nightjar.alert.What;
import nightjar.base.Clock;
import nightjar.json.Json;

/// What people want to be told, tried on what was; and the ways on which they are told.
final class AlertRuleRoutes {
  private static final int DAYS = 7;
  private static final int MOST_SHOWN = 50;

  private final Alerts alerts;
  private final Alerting.Past past;
  private final CameraRoutes.Audit audit;
  private final Clock clock;

  AlertRuleRoutes(Alerting alerting, CameraRoutes.Audit audit, Clock clock) {
    this.alerts = alerting.alerts();
    this.past = alerting.past();
    this.audit = audit;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/alerts/rules", Rule.VIEW, this::rules),
        new Route("PUT", "/api/v1/alerts/rules", Rule.OPERATE, this::set),
        new Route("POST", "/api/v1/alerts/simulate", Rule.OPERATE, this::simulate),
        new Route("GET", "/api/v1/alerts/channels", Rule.VIEW, this::channels),
        new Route("POST", "/api/v1/alerts/channels/{channel}/test", Rule.OPERATE, this::test));
  }

  private Answer rules(Call call) {
    var known = alerts.known();
    return Answer.json(
        Json.object(
            "rules",
                alerts.rules().stream()
                    .filter(rule -> rule.cameras().stream().allMatch(call.grant()::maySee))
                    .map(RuleText::describe)
                    .toList(),
            "cameras",
                known.zones().entrySet().stream()
                    .filter(camera -> call.grant().maySee(camera.getKey()))
                    .map(one -> Json.object("name", one.getKey(), "zones", one.getValue()))
                    .toList(),
            "kinds", List.copyOf(known.kinds()),
            "channels", List.copyOf(known.channels()),
            "sun", known.sun(),
            "standard", alerts.areStandard()));
  }

  /// All of them, so by somebody who has seen all of them.
  private Answer set(Call call) throws IOException {
    if (!alerts.known().zones().keySet().stream().allMatch(call.grant()::maySee)) {
      return Answer.problem(
          403, "camera", "rules are set by who may see every camera, and this account may not");
    }
    var next = RuleText.readAll(call.json(), alerts.known());
    if (!next.equals(alerts.rules()) || alerts.areStandard()) {
      alerts.rules(next);
      audit.add(
          call.grant().user(),
          call.from().address(),
          "alert-rules",
          "",
          true,
          next.size() + " rules");
    }
    return rules(call);
  }

  private Answer simulate(Call call) throws IOException {
    var sent = call.json();
    sent.only("rule");
    var rule = RuleText.read(sent.object("rule"), alerts.known());
    long from = micros(clock.wall().minus(Duration.ofDays(DAYS)));
    var all = new ArrayList<Simulation.Past>();
    if (rule.what().isScene()) {
      for (var camera : alerts.known().zones().keySet()) {
        if (rule.covers(camera) && call.grant().maySee(camera)) {
          past.since(camera, from).forEach(all::add);
        }
      }
      all.sort(Comparator.comparingLong(Simulation.Past::at));
    }
    var outcome = alerts.simulate(rule, all);
    return Answer.json(
        Json.object(
            "days", DAYS,
            "fired", outcome.fired().size(),
            "heldBack", outcome.heldBack(),
            "times",
                outcome.fired().stream().limit(MOST_SHOWN).map(AlertRuleRoutes::describe).toList(),
            "note", note(rule)));
  }

  private static Map<String, Object> describe(Hit hit) {
    return Json.object(
        "at", hit.at(), "camera", hit.camera(), "text", hit.text(), "event", hit.event());
  }

  private static String note(AlertRule rule) {
    return switch (rule.what()) {
      case What.Motion _, What.Line _ -> "As if the house had been in one of these modes.";
      case What.Thing thing when thing.zone().isEmpty() && thing.longer().isZero() ->
          "As if the house had been in one of these modes.";
      case What.Thing _ ->
          "About: how long something was in a zone, or stood there, is not kept. As if the house"
              + " had been in one of these modes.";
      case What.NoPicture _, What.DiskTrouble _, What.Heat _, What.FailedLogins _ ->
          "When that was so is not kept: this cannot be tried on the past.";
    };
  }

  private static long micros(Instant at) {
    return at.toEpochMilli() * 1_000;
  }

  private Answer channels(Call call) throws IOException {
    return Answer.json(
        Json.object(
            "channels", alerts.standings().stream().map(AlertRuleRoutes::describe).toList()));
  }

  private static Map<String, Object> describe(Alerts.Standing standing) {
    boolean fails = !standing.problem().isEmpty();
    return Json.object(
        "name", standing.name(),
        "kind", standing.kind(),
        "state", fails ? "failing" : standing.waiting() > 0 ? "waiting" : "ready",
        "problem", standing.problem(),
        "waiting", standing.waiting(),
        "dead", standing.dead(),
        "accepted", standing.accepted());
  }

  private Answer test(Call call) throws IOException {
    return alerts
        .test(call.variable("channel"), call.grant().user())
        .map(kept -> Answer.json(AlertText.describe(kept)))
        .orElseGet(() -> Answer.problem(404, "there is no such way to be told"));
  }
}
