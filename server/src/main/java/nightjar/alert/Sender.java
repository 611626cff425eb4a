package nightjar.alert;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import nightjar.base.Clock;

/// Empties the outbox on one channel, in order: what is not taken is tried again, and what is
/// behind it waits for it.
final class Sender implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Sender.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5); // a clock may be set
  private static final Duration DISK_PAUSE = Duration.ofSeconds(5);

  private final Channel channel;
  private final Outbox outbox;
  private final Pictures pictures;
  private final String address;
  private final LongConsumer changed;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Loop loop;
  private volatile String error = ""; // of the last try
  private volatile boolean isDue; // whatever it should wait
  private boolean failed; // the looking thread's own

  /// @param address of the page, with its slash; empty when it is not known
  /// @param changed told of alerts with which something happened
  Sender(
      Channel channel,
      Outbox outbox,
      Pictures pictures,
      String address,
      LongConsumer changed,
      Clock clock) {
    this.channel = channel;
    this.outbox = outbox;
    this.pictures = pictures;
    this.address = address;
    this.changed = changed;
    this.clock = clock;
    this.loop = new Loop("alerts-" + channel.name(), this::run);
  }

  Channel channel() {
    return channel;
  }

  /// Why nothing leaves, for people; empty when it does, as far as is known.
  String problem() {
    var failed = error;
    return failed.isEmpty() ? channel.problem() : failed;
  }

  void start() {
    loop.start();
  }

  /// Now and then: a channel that is well again is not waited for.
  void look() {
    boolean fails = !channel.problem().isEmpty();
    if (failed && !fails) {
      isDue = true;
      wake.release();
    }
    failed = fails;
  }

  /// There is something to send.
  void wake() {
    wake.release();
  }

  private void run() throws InterruptedException {
    while (true) {
      long pause = sendNext();
      if (pause > 0 && wake.tryAcquire(pause, TimeUnit.MICROSECONDS)) {
        wake.drainPermits();
      }
    }
  }

  /// @return microseconds to wait before the next
  private long sendNext() throws InterruptedException {
    try {
      var due = outbox.next(channel.name());
      if (due.isEmpty()) {
        return micros(LONGEST_WAIT);
      }
      long wait = due.get().delivery().next() - clock.wallMicros();
      if (wait > 0 && wait <= micros(LONGEST_WAIT) && !isDue) {
        return wait;
      }
      isDue = false;
      send(due.get());
      changed.accept(due.get().alert().id());
      return 0;
    } catch (IOException e) {
      log.log(WARNING, "alerts for {0} wait: {1}", channel.name(), e.getMessage());
      return micros(DISK_PAUSE);
    }
  }

  /// @throws IOException what became of it cannot be written down: it is sent again
  private void send(Outbox.Due due) throws IOException, InterruptedException {
    var alert = due.alert();
    pictures.await(alert.id(), channel.waitsForPicture());
    try {
      var by = channel.send(alert, content(alert.id()));
      outbox.accepted(alert.id(), channel.name(), by);
      if (!error.isEmpty()) {
        log.log(INFO, "alerts for {0} are taken again", channel.name());
      }
      error = "";
    } catch (UndeliverableException e) {
      log.log(WARNING, "{0} will never take an alert: {1}", channel.name(), e.getMessage());
      error = words(e);
      outbox.dead(alert.id(), channel.name(), error);
    } catch (LaterException e) {
      again(due, words(e), e.after());
    } catch (IOException e) {
      again(due, words(e), Duration.ZERO);
    } catch (RuntimeException e) {
      log.log(ERROR, "alerts for " + channel.name() + ": a fault of Nightjar's own", e);
      again(due, "a fault of Nightjar's own; its log says more", Duration.ZERO);
    }
  }

  /// @param least not before that
  private void again(Outbox.Due due, String why, Duration least) throws IOException {
    if (error.isEmpty()) {
      log.log(WARNING, "{0} takes no alert, for now: {1}", channel.name(), why);
    }
    error = why;
    var pause = Backoff.after(due.delivery().attempts() + 1);
    if (pause.isPresent()) {
      var wait = least.compareTo(pause.get()) > 0 ? least : pause.get();
      long next =
          clock.wallMicros() + micros(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
      outbox.failed(due.alert().id(), channel.name(), why, next);
    } else {
      outbox.dead(due.alert().id(), channel.name(), "given up: " + why);
    }
  }

  private static String words(Exception e) {
    var said = e.getMessage();
    return said == null || said.isBlank() ? e.getClass().getSimpleName() : said;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private Channel.Content content(long alert) {
    return new Channel.Content() {
      @Override
      public Optional<byte[]> picture() {
        try {
          return outbox.picture(alert);
        } catch (IOException e) {
          log.log(WARNING, "an alert is sent without its picture: {0}", e.getMessage());
          return Optional.empty();
        }
      }

      @Override
      public String address() {
        return address.isEmpty() ? "" : address + "#/alerts/" + alert;
      }
    };
  }

  @Override
  public void close() {
    loop.close();
    channel.close();
  }
}
