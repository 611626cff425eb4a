package nightjar;

import static java.lang.System.Logger.Level.INFO;

import java.util.List;
import nightjar.detect.Eye;
import nightjar.detect.Notice;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectRule;
import nightjar.detect.Places;
import nightjar.detect.Tracked;
import nightjar.event.Recorder;
import nightjar.http.ObjectDesk;
import nightjar.live.ObjectsNow;
import nightjar.media.Picture;
import nightjar.motion.MotionConfig;
import nightjar.motion.Sight;
import org.jspecify.annotations.Nullable;

/// Objects in one camera's pictures: which picture is looked at, and who is told what is there.
///
///     motion ── picture, sight ──▶ eye ──▶ detector
///     recorder, viewers ◀── objects ─┘ ◀── answers ┘
final class CameraObjects implements ObjectEngine {
  private static final System.Logger log = System.getLogger(CameraObjects.class.getName());

  private final DetectorRig detector;
  private final Eye eye;
  private volatile ObjectConfig config;
  private volatile Places places;
  private volatile ObjectsNow now = ObjectsNow.NONE;
  private volatile @Nullable CameraAlerts alerts;

  /// @param motion whose zones objects are in
  CameraObjects(
      String camera,
      ObjectConfig config,
      MotionConfig motion,
      Recorder recorder,
      DetectorRig detector) {
    this.config = config;
    this.places = new Moments(motion).places();
    this.detector = detector;
    this.eye = detector.eye(config, places, new Teller(camera, recorder));
  }

  /// One picture in which motion was looked for. Waits for nobody.
  void look(Picture picture, Sight sight) {
    eye.look(picture, Moments.movers(sight));
  }

  /// No picture follows for now, or none that continues what was seen.
  void stop() {
    eye.stop();
  }

  /// Who tells people of it.
  void feed(CameraAlerts next) {
    alerts = next;
  }

  /// @param rules beside those that are set
  void watchFor(List<ObjectRule> rules) {
    eye.watchFor(rules);
  }

  /// As they are now.
  ObjectsNow now() {
    return now;
  }

  /// Motion, and with it its zones, is set another way.
  void use(MotionConfig motion) {
    places = new Moments(motion).places();
    eye.use(config, places);
  }

  @Override
  public void set(ObjectConfig next) {
    config = next;
    eye.use(next, places);
  }

  @Override
  public String state() {
    return detector.state();
  }

  @Override
  public String reason() {
    return detector.reason();
  }

  @Override
  public ObjectDesk.Model model() {
    return detector.model();
  }

  @Override
  public ObjectDesk.Cost cost() {
    return detector.cost();
  }

  /// Hands on what an eye sees, in the words of those who hear it.
  private final class Teller implements Eye.Told {
    private final String camera;
    private final Recorder recorder;

    Teller(String camera, Recorder recorder) {
      this.camera = camera;
      this.recorder = recorder;
    }

    @Override
    public void objects(List<Tracked> objects, long ticks, long captured) {
      recorder.objects(objects.stream().map(Moments::glimpse).toList(), ticks);
      now = new ObjectsNow(captured, objects.stream().map(CameraObjects::one).toList());
      var told = alerts;
      if (told != null) {
        told.objects(objects, ticks, captured);
      }
    }

    @Override
    public void noticed(Notice notice) {
      log.log(INFO, "{0}: {1}", camera, notice.words());
      recorder.noticed(notice.rule(), notice.object(), notice.ticks(), notice.words());
    }

    @Override
    public void met(Notice notice) {
      var told = alerts;
      if (told != null) {
        told.met(notice);
      }
    }

    @Override
    public void portrait(long object, byte[] jpeg) {
      recorder.portrait(object, jpeg);
    }
  }

  private static ObjectsNow.One one(Tracked object) {
    var box = object.box();
    return new ObjectsNow.One(
        object.id(),
        object.kind().word(),
        object.score(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        object.still());
  }
}
