import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// All viewers, read by one thread with a selector: a thread each would wait for one another's turn on the cores.
final class Audience implements AutoCloseable {
  private static final long LOOK_UP_MILLIS = 20;

  private final InetSocketAddress server;
  private final Selector selector;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final List<Watcher> watchers = new ArrayList<>(); // the thread's own
  private final Thread thread = new Thread(this::run, "audience");
  private volatile boolean ended;

  Audience(InetSocketAddress server) throws IOException {
    this.server = server;
    this.selector = Selector.open();
    thread.setDaemon(true);
    thread.start();
  }

  Watcher join() throws Exception {
    return join(0);
  }

  /// One that says which camera and rendition it wants.
  Watcher join(String camera, String rendition) throws Exception {
    return add(Watcher.connect(server, camera, rendition, 0));
  }

  /// @param receiveBuffer bytes, or 0 for as much as the kernel likes
  Watcher join(int receiveBuffer) throws Exception {
    return add(Watcher.connect(server, "front", "main", receiveBuffer));
  }

  private Watcher add(Watcher watcher) throws Exception {
    order(
        () -> {
          watchers.add(watcher);
          watcher.channel.register(selector, SelectionKey.OP_READ, watcher);
          return null;
        });
    return watcher;
  }

  /// Joins until there are so many, a few milliseconds apart.
  void grow(int viewers) throws Exception {
    while (order(watchers::size) < viewers) {
      join();
      Thread.sleep(7);
    }
  }

  void leave(Watcher watcher) throws Exception {
    order(
        () -> {
          watcher.end("left");
          return watchers.remove(watcher);
        });
  }

  void leaveAll() throws Exception {
    for (var watcher : all()) {
      leave(watcher);
    }
  }

  List<Watcher> all() throws Exception {
    return order(() -> List.copyOf(watchers));
  }

  /// From now on the watcher reads and says nothing, or goes on.
  void stall(Watcher watcher, boolean on) throws Exception {
    order(() -> watcher.channel.keyFor(selector).interestOps(on ? 0 : SelectionKey.OP_READ));
  }

  void measure(boolean on) throws Exception {
    order(
        () -> {
          watchers.forEach(w -> w.measure(on));
          return null;
        });
  }

  /// What came to each since it was asked last.
  Map<Watcher, Watcher.Seen> seen() throws Exception {
    return order(() -> watchers.stream().collect(Collectors.toMap(w -> w, Watcher::seen)));
  }

  interface Task<T> {
    T run() throws Exception;
  }

  /// Has it done by the thread, and waits.
  private <T> T order(Task<T> task) throws Exception {
    var done = new CompletableFuture<T>();
    orders.add(
        () -> {
          try {
            done.complete(task.run());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return done.get(10, TimeUnit.SECONDS);
  }

  private void run() {
    try {
      while (!ended) {
        selector.select(this::read, LOOK_UP_MILLIS);
        for (var order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        talk();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(SelectionKey key) {
    var watcher = (Watcher) key.attachment();
    try {
      watcher.read();
    } catch (IOException e) {
      lost(watcher, e);
    }
  }

  private void talk() {
    long now = System.nanoTime();
    for (var watcher : watchers) {
      var key = watcher.channel.keyFor(selector);
      try {
        if (key != null && key.isValid() && key.interestOps() != 0) {
          watcher.talk(now);
        }
      } catch (IOException e) {
        lost(watcher, e);
      }
    }
  }

  private static void lost(Watcher watcher, IOException e) {
    try {
      watcher.end(String.valueOf(e.getMessage()));
    } catch (IOException _) {
      // it is closed
    }
  }

  @Override
  public void close() throws Exception {
    leaveAll();
    ended = true;
    selector.wakeup();
    thread.join();
    selector.close();
  }
}
