package nightjar.http;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import nightjar.alert.Alerts;
import nightjar.alert.HouseState;
import nightjar.alert.Kept;
import nightjar.alert.Pages;
import nightjar.auth.Grant;
import nightjar.base.Clock;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import nightjar.live.Viewers;
import nightjar.live.Wire;
import org.jspecify.annotations.Nullable;

/// One page's conversation about alerts, on a thread of its own. Who tells it something waits for
/// nobody: what it cannot take in time ends it, and the page asks again.
final class AlertTalk implements Viewers.Conversation, Pages.Page {
  private static final System.Logger log = System.getLogger(AlertTalk.class.getName());
  private static final int MOST_WAITING = 200; // messages
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int TOO_SLOW = 1013;
  private static final int NO_LONGER_ALLOWED = 4401; // after HTTP's 401
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final Alerts alerts;
  private final Wire wire;
  private final Grant grant;
  private final Clock clock;
  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Set<Long> told = new HashSet<>(); // the thread's own
  private volatile boolean isFull;
  private volatile boolean isLeaving;
  private volatile @Nullable Thread thread;

  /// Something to say or to write down.
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  AlertTalk(Alerts alerts, Wire wire, Grant grant, Clock clock) {
    this.alerts = alerts;
    this.wire = wire;
    this.grant = grant;
    this.clock = clock;
  }

  void run() throws InterruptedException {
    thread = Thread.currentThread();
    try (var _ = alerts.listen(this)) {
      hello();
      while (!isLeaving && !isFull) {
        var task = tasks.poll(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (!grant.isInForce()) {
          say(Json.object("type", "bye", "why", "signed out", "reconnect", false, "after", 0));
          wire.close(NO_LONGER_ALLOWED, "signed out");
          return;
        }
        if (task != null) {
          task.run();
        }
      }
      end();
    } catch (IOException _) {
      wire.close(GOING_AWAY, "the connection is gone");
    }
  }

  private void end() throws IOException, InterruptedException {
    if (isFull) {
      wire.close(TOO_SLOW, "this page is too slow");
      return;
    }
    var why = "the server is stopping";
    say(Json.object("type", "bye", "why", why, "reconnect", true, "after", 500));
    wire.close(GOING_AWAY, why);
  }

  private void hello() throws IOException, InterruptedException {
    say(
        Json.object(
            "type", "hello",
            "now", clock.wallMicros(),
            "house", AlertText.describe(alerts.house(), unseen()),
            "me", alerts.preferences(grant.user()).describe()));
    for (var kept : alerts.late(AlertText.visible(grant))) {
      tell(kept, true);
    }
  }

  private int unseen() throws IOException {
    return alerts.unseen(grant.user(), AlertText.visible(grant));
  }

  private void tell(Kept kept, boolean late) throws IOException, InterruptedException {
    var alert = kept.alert();
    if (AlertText.visible(grant).test(alert) && told.add(alert.id())) {
      say(Json.object("type", "alert", "alert", AlertText.describe(kept), "late", late));
    }
  }

  private void say(Map<String, Object> message) throws IOException, InterruptedException {
    wire.text(Json.text(message));
  }

  private void add(Task task) {
    if (!tasks.offer(task)) {
      isFull = true;
    }
  }

  @Override
  public void alert(Kept alert) {
    add(() -> tell(alert, false));
  }

  @Override
  public void changed(Kept alert) {
    add(
        () -> {
          if (AlertText.visible(grant).test(alert.alert())) {
            say(Json.object("type", "change", "alert", AlertText.describe(alert)));
          }
        });
  }

  @Override
  public void house(HouseState state) {
    add(() -> say(Json.object("type", "house", "house", AlertText.describe(state, unseen()))));
  }

  @Override
  public void received(String text) {
    try {
      var sent = JsonObject.parse(text);
      switch (sent.string("type")) {
        case "ping" -> {
          double t0 = sent.number("t0", -1e18, 1e18);
          add(() -> say(Json.object("type", "pong", "t0", t0, "now", clock.wallMicros())));
        }
        case "received" -> {
          long id = id(sent);
          add(() -> delivered(id));
        }
        case "shown" -> {
          long id = id(sent);
          add(() -> alerts.seen(id, grant.user(), AlertText.visible(grant)));
        }
        default -> {} // of a later page
      }
    } catch (BadJsonException e) {
      wire.close(POLICY, String.valueOf(e.getMessage()));
    }
  }

  private static long id(JsonObject sent) throws BadJsonException {
    return (long) sent.number("id", 0, 1L << 53);
  }

  /// What could not be written down is told again by the next page that comes.
  private void delivered(long id) {
    try {
      if (told.contains(id)) {
        alerts.received(id, grant.user());
      }
    } catch (IOException e) {
      log.log(WARNING, "that an alert arrived is not written down: {0}", e.getMessage());
    }
  }

  /// The server stops.
  void leave() {
    isLeaving = true;
    add(() -> {});
  }

  @Override
  public void gone() {
    isLeaving = true;
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
