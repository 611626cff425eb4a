package nightjar.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.json.BadJsonException;
import org.jspecify.annotations.Nullable;

/// What a client said, until its viewer's thread has time to look. The newest of a kind is what
/// counts, so a client that talks much takes no more room than one that talks little.
final class Inbox {
  private static final int MESSAGES_A_SECOND = 50;
  private static final int BURST = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Runnable wake;
  // Guarded by lock, as are all below.
  private ClientMessage.@Nullable Start start;
  private ClientMessage.@Nullable Ping ping;
  private ClientMessage.Wish wish = ClientMessage.Wish.AUTO;
  private @Nullable Acked ack;
  private @Nullable Reported report;
  private int width;
  private boolean every;
  private boolean paused;
  private boolean leaving;
  private boolean unseen;
  private double allowance = BURST;
  private long lastAt;

  /// @param wake called after each message, outside any lock
  /// @param now the tick, in nanoseconds
  Inbox(Runnable wake, long now) {
    this.wake = wake;
    this.lastAt = now;
  }

  /// @param tick of arrival, in nanoseconds
  /// @throws BadJsonException the conversation is over, and why
  void put(String text, long tick) throws BadJsonException {
    var message = ClientMessage.parse(text);
    lock.lock();
    try {
      spend(tick);
      switch (message) {
        case ClientMessage.Start s -> startOnce(s);
        case ClientMessage.Ping p -> ping = p;
        case ClientMessage.Ask(var rendition) -> wish = rendition;
        case ClientMessage.Rate(var rate) -> every = rate == ClientMessage.Pictures.FULL;
        case ClientMessage.Pause _ -> paused = true;
        case ClientMessage.Resume _ -> paused = false;
        case ClientMessage.Ack(long sequence) -> ack = new Acked(sequence, tick);
        case ClientMessage.Report r -> report = new Reported(r, tick);
        case ClientMessage.Screen(int across, _) -> width = across;
        case ClientMessage.Unknown _ -> {}
      }
      unseen = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wake.run();
  }

  private void spend(long tick) throws BadJsonException {
    double refill = (tick - lastAt) / 1e9 * MESSAGES_A_SECOND;
    allowance = Math.min(BURST, allowance + refill) - 1;
    lastAt = tick;
    if (allowance < 0) {
      throw new BadJsonException("more than " + MESSAGES_A_SECOND + " messages a second", null);
    }
  }

  private void startOnce(ClientMessage.Start message) throws BadJsonException {
    if (start != null) {
      throw new BadJsonException("start came twice", null);
    }
    start = message;
    width = message.width();
  }

  /// The server is stopping, or the connection is gone.
  void leave() {
    lock.lock();
    try {
      leaving = true;
      unseen = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wake.run();
  }

  /// An acknowledgement, and when it came.
  ///
  /// @param tick in nanoseconds
  record Acked(long sequence, long tick) {}

  /// A report, and when it came.
  ///
  /// @param tick in nanoseconds
  record Reported(ClientMessage.Report report, long tick) {}

  /// What stands now; a ping is answered once.
  ///
  /// @param width of the picture on the screen in device pixels; 0 before that is known
  /// @param every whether every picture is wanted, even of a quiet scene
  record Seen(
      ClientMessage.@Nullable Start start,
      ClientMessage.@Nullable Ping ping,
      ClientMessage.Wish wish,
      @Nullable Acked ack,
      @Nullable Reported report,
      int width,
      boolean every,
      boolean paused,
      boolean leaving) {}

  Seen look() {
    lock.lock();
    try {
      var seen = new Seen(start, ping, wish, ack, report, width, every, paused, leaving);
      ping = null;
      unseen = false;
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for something not yet looked at, `atMost` so long.
  void await(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (!unseen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
