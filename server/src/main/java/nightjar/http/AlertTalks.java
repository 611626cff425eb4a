package nightjar.http;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import nightjar.alert.Alerts;
import nightjar.auth.Grant;
import nightjar.base.Clock;
import nightjar.live.Viewers;
import nightjar.live.Wire;
import org.jspecify.annotations.Nullable;

/// All pages that are told of alerts, a virtual thread each.
final class AlertTalks implements AutoCloseable {
  static final int MOST = 64;
  private static final System.Logger log = System.getLogger(AlertTalks.class.getName());
  private static final Duration GOODBYE = Duration.ofMillis(500);
  private static final int SERVER_FAILED = 1011;

  private final Alerts alerts;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST);
  private final Map<AlertTalk, Thread> all = new ConcurrentHashMap<>();

  AlertTalks(Alerts alerts, Clock clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  boolean full() {
    return places.availablePermits() == 0;
  }

  /// Null when all places are taken.
  Viewers.@Nullable Conversation join(Wire wire, Grant grant) {
    if (!places.tryAcquire()) {
      return null;
    }
    var talk = new AlertTalk(alerts, wire, grant, clock);
    var thread = Thread.ofVirtual().name("alert-page").unstarted(() -> run(talk, wire));
    all.put(talk, thread);
    thread.start();
    return talk;
  }

  private void run(AlertTalk talk, Wire wire) {
    try {
      talk.run();
    } catch (InterruptedException _) {
      // the connection is gone
    } catch (RuntimeException e) {
      log.log(ERROR, "a page's conversation about alerts broke", e);
      wire.close(SERVER_FAILED, "the server failed; its log says why");
    } finally {
      places.release();
      all.remove(talk);
    }
  }

  /// Says goodbye to all; who does not take it in time is cut off.
  @Override
  public void close() {
    all.keySet().forEach(AlertTalk::leave);
    long until = clock.ticks() + GOODBYE.toNanos();
    for (var thread : Map.copyOf(all).values()) {
      try {
        long left = Math.max(1, (until - clock.ticks()) / 1_000_000);
        if (!thread.join(Duration.ofMillis(left))) {
          thread.interrupt();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
