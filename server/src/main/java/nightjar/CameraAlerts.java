package nightjar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nightjar.alert.AlertRule;
import nightjar.alert.Hit;
import nightjar.alert.Hits;
import nightjar.alert.Lookout;
import nightjar.alert.What;
import nightjar.base.Clock;
import nightjar.detect.Kind;
import nightjar.detect.Notice;
import nightjar.detect.ObjectRule;
import nightjar.detect.Tracked;
import nightjar.event.Moment;
import nightjar.event.Recorder;

/// What one camera sees, in the words of alerts' rules. Waits for nobody.
final class CameraAlerts {
  private final String camera;
  private final Recorder recorder;
  private final Consumer<Hit> hit;
  private final Clock clock;
  private final Lookout lookout;
  private volatile Map<String, AlertRule> things = Map.of(); // by what the detector calls them
  private int named; // rules so far; guarded by who sets them

  CameraAlerts(String camera, Recorder recorder, Consumer<Hit> hit, Clock clock) {
    this.camera = camera;
    this.recorder = recorder;
    this.hit = hit;
    this.clock = clock;
    this.lookout = new Lookout(camera);
  }

  /// From now on. One thread at a time.
  void use(List<AlertRule> rules, CameraObjects objects) {
    lookout.use(rules);
    var next = new HashMap<String, AlertRule>();
    var wanted = new ArrayList<ObjectRule>();
    for (var rule : rules) {
      if (rule.on() && rule.covers(camera) && rule.what() instanceof What.Thing thing) {
        var name = "alert " + ++named;
        next.put(name, rule);
        wanted.add(objectRule(name, thing));
      }
    }
    things = Map.copyOf(next);
    objects.watchFor(wanted);
  }

  private static ObjectRule objectRule(String name, What.Thing thing) {
    var kinds =
        thing.kinds().stream().flatMap(word -> Kind.of(word).stream()).collect(Collectors.toSet());
    return new ObjectRule(name, kinds, thing.zone(), thing.stays(), thing.longer());
  }

  /// One picture in which motion was looked for, after the recorder was told.
  void moment(Moment moment) {
    if (!lookout.isIdle()) {
      var movers = moment.blobs().stream().map(CameraAlerts::mover).toList();
      lookout
          .moment(recorder.happening().orElse(""), movers, moment.ticks(), moment.at())
          .forEach(hit);
    }
  }

  private static Lookout.Mover mover(Moment.Blob blob) {
    return new Lookout.Mover(
        blob.id(),
        "",
        blob.x(),
        blob.y(),
        blob.width(),
        blob.height(),
        blob.counts(),
        blob.zones());
  }

  /// What is recognised.
  void objects(List<Tracked> objects, long ticks, long at) {
    if (!lookout.isIdle()) {
      var movers = objects.stream().map(CameraAlerts::mover).toList();
      lookout.objects(recorder.happening().orElse(""), movers, ticks, at).forEach(hit);
    }
  }

  private static Lookout.Mover mover(Tracked object) {
    var box = object.box();
    return new Lookout.Mover(
        object.id(),
        object.kind().word(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        true,
        object.zones());
  }

  /// A rule of an object came true.
  void met(Notice notice) {
    var rule = things.get(notice.rule());
    if (rule != null && rule.what() instanceof What.Thing thing) {
      var event = recorder.eventOf(notice.object()).or(recorder::happening).orElse("");
      long at = clock.wallMicrosAt(notice.ticks());
      hit.accept(
          Hits.thing(
              rule,
              camera,
              notice.kind().word(),
              notice.object(),
              thing.zone(),
              notice.words(),
              event,
              at));
    }
  }
}
