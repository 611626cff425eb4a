package nightjar.live;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;
import org.jspecify.annotations.Nullable;

/// Everyone watching live, a virtual thread each.
public final class Viewers implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Viewers.class.getName());
  private static final Duration GOODBYE = Duration.ofMillis(700);
  private static final int SERVER_FAILED = 1011;

  private final String server;
  private final Clock clock;
  private final Box box;
  private final Semaphore places;
  private final Totals totals = new Totals();
  private final Map<Viewer, Thread> watching = new ConcurrentHashMap<>();
  private final Queue<Place> queue = new ConcurrentLinkedQueue<>(); // who came first is first

  /// @param server name and version, told to clients
  /// @param most viewers at once
  /// @param box what this machine bears
  public Viewers(String server, Clock clock, int most, Box box) {
    this.server = server;
    this.clock = clock;
    this.box = box;
    this.places = new Semaphore(most);
  }

  /// What the connection's other end does to a conversation. Any thread.
  public interface Conversation {
    void received(String text);

    void gone();
  }

  public boolean full() {
    return places.availablePermits() == 0;
  }

  public int count() {
    return watching.size();
  }

  public Totals totals() {
    return totals;
  }

  /// Starts a conversation; `wire` is its own from now on. Null when all places are taken.
  ///
  /// @param allowed whether the viewer may still watch: asked now and then, must not wait
  public @Nullable Conversation join(Watchable camera, Wire wire, BooleanSupplier allowed) {
    if (!places.tryAcquire()) {
      return null;
    }
    var place = new Turn();
    var viewer = new Viewer(camera, server, wire, allowed, clock, totals, box, place);
    var thread =
        Thread.ofVirtual()
            .name("viewer-" + camera.name())
            .unstarted(() -> run(viewer, place, wire));
    watching.put(viewer, thread);
    thread.start();
    return new Conversation() {
      @Override
      public void received(String text) {
        viewer.received(text);
      }

      @Override
      public void gone() {
        viewer.leave();
        thread.interrupt();
      }
    };
  }

  /// A viewer's place in the order in which they came. Who looks away gives it up.
  private final class Turn implements Place {
    @Override
    public void take() {
      if (!queue.contains(this)) {
        queue.add(this);
      }
    }

    @Override
    public void leave() {
      queue.remove(this);
    }

    @Override
    public boolean isBorne() {
      int most = box.moving().getAsInt();
      return most >= watching.size() || queue.stream().limit(most).anyMatch(this::equals);
    }
  }

  private void run(Viewer viewer, Place place, Wire wire) {
    try {
      viewer.run();
    } catch (InterruptedException _) {
      // the connection is gone
    } catch (RuntimeException e) {
      log.log(ERROR, "a viewer's conversation broke", e);
      wire.close(SERVER_FAILED, "the server failed; its log says why");
    } finally {
      place.leave();
      places.release();
      watching.remove(viewer);
    }
  }

  /// Says goodbye to all; who does not take it in time is cut off.
  @Override
  public void close() {
    watching.keySet().forEach(Viewer::leave);
    long until = clock.ticks() + GOODBYE.toNanos();
    for (Thread thread : Map.copyOf(watching).values()) {
      if (!joins(thread, Math.max(1, (until - clock.ticks()) / 1_000_000))) {
        thread.interrupt();
      }
    }
  }

  private static boolean joins(Thread thread, long millis) {
    try {
      return thread.join(Duration.ofMillis(millis));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
