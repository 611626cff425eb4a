package nightjar.alert;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import nightjar.base.Clock;
import org.jspecify.annotations.Nullable;

/// Makes alerts of hits: those that somebody wants to be told now are kept, and only then rung.
///
/// Hits come from threads that must not wait: they are handed to one of its own. Bounded: while the
/// disk takes nothing, the newest hits are let go.
public final class Bell implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Bell.class.getName());
  private static final int MOST = 512; // hits that wait
  private static final long AGAIN = 2_000; // milliseconds
  private static final long TIDY = Duration.ofMinutes(10).toNanos();
  private static final long PAGE_WAITS = Duration.ofDays(1).toNanos() / 1_000;
  private static final int LONGEST_TEXT = 400;
  private static final int MOST_CLIPS = 8; // that are waited for
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(4);

  private final Outbox outbox;
  private final HouseBook book;
  private final Judging judging;
  private final List<Outbox.Way> ways;
  private final Pictures pictures;
  private final Camera camera;
  private final Consumer<Kept> added;
  private final LongConsumer changed;
  private final Clock clock;
  private final BlockingQueue<Hit> hits = new ArrayBlockingQueue<>(MOST);
  private final Loop loop = new Loop("alert-bell", this::run);
  private final ExecutorService photographers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alert-picture").factory());
  private final Semaphore clips = new Semaphore(MOST_CLIPS);
  private final ReentrantLock inMemory = new ReentrantLock(); // a clip
  private volatile String problem = "";
  private long tidied = Long.MIN_VALUE; // ticks; the looking thread's own

  /// Takes pictures of what is before a camera.
  public interface Camera {
    /// A JPEG of this moment; empty when there is none. Takes up to some seconds.
    Optional<byte[]> picture(String camera) throws InterruptedException;

    /// Footage as MP4; empty when there is none of that time, or too much.
    ///
    /// @param from microseconds since 1970, as is the next
    Optional<byte[]> clip(String camera, long from, long to) throws IOException;
  }

  Bell(
      Outbox outbox,
      HouseBook book,
      Judging judging,
      List<Outbox.Way> ways,
      Pictures pictures,
      Camera camera,
      Consumer<Kept> added,
      LongConsumer changed,
      Clock clock) {
    this.outbox = outbox;
    this.book = book;
    this.judging = judging;
    this.ways = List.copyOf(ways);
    this.pictures = pictures;
    this.camera = camera;
    this.added = added;
    this.changed = changed;
    this.clock = clock;
  }

  void start() {
    loop.start();
  }

  /// Waits for nobody.
  void hit(Hit hit) {
    if (!hits.offer(hit)) {
      log.log(WARNING, "too much happens at once: an alert is let go: {0}", hit.text());
    }
  }

  /// Why nothing is kept; empty when it is.
  String problem() {
    return problem;
  }

  private void run() throws InterruptedException {
    @Nullable Hit unkept = null;
    while (true) {
      var hit = unkept == null ? hits.take() : unkept;
      unkept = null;
      try {
        ring(hit);
        well();
      } catch (IOException e) {
        failed(e);
        unkept = hit;
        TimeUnit.MILLISECONDS.sleep(AGAIN);
      } catch (RuntimeException e) {
        log.log(ERROR, "alerts: a fault of Nightjar's own", e);
      }
    }
  }

  private void well() {
    if (!problem.isEmpty()) {
      log.log(INFO, "alerts are kept again");
    }
    problem = "";
  }

  private void failed(IOException e) {
    if (problem.isEmpty()) {
      log.log(WARNING, "alerts cannot be kept, and are not sent before: {0}", e.getMessage());
    }
    problem = "alerts cannot be kept: " + e.getMessage();
  }

  private void ring(Hit hit) throws IOException {
    var rule = book.rule(hit.rule());
    if (rule.isEmpty()) {
      return;
    }
    switch (judge(rule.get(), hit)) {
      case NOT_NOW, COOLS_DOWN -> {}
      case TELL -> tell(hit, rule.get(), List.of());
      case GATHER -> outbox.gather(hit);
    }
  }

  private Judging.Verdict judge(AlertRule rule, Hit hit) throws IOException {
    var told = outbox.told(rule.name(), hit.camera());
    return judging.judge(rule, hit, book.state().mode(), told);
  }

  /// Whether somebody would be told of a hit now, or later with others.
  boolean wouldTell(AlertRule rule, Hit hit) {
    try {
      return switch (judge(rule, hit)) {
        case NOT_NOW, COOLS_DOWN -> false;
        case TELL, GATHER -> true;
      };
    } catch (IOException e) {
      failed(e);
      return false; // it is asked again
    }
  }

  private void tell(Hit hit, AlertRule rule, List<Hit> gathered) throws IOException {
    boolean putOff = book.isSnoozed() && !rule.urgent();
    var to = new ArrayList<Outbox.Way>();
    ways.stream().filter(way -> rule.sendsTo(way.channel())).forEach(to::add);
    to.add(new Outbox.Way(Outbox.PAGE, Outbox.PAGE));
    var kept = outbox.add(hit, rule.urgent(), putOff, to, gathered);
    if (kept.isPresent()) {
      log.log(INFO, "alert {0}: {1}", kept.get().alert().id(), hit.text());
      rung(kept.get());
    }
  }

  private void rung(Kept kept) {
    var alert = kept.alert();
    if (!alert.camera().isEmpty() && alert.kind() != Alert.Kind.CAMERA) {
      pictures.begun(alert.id());
      photographers.execute(() -> photograph(alert));
    }
    added.accept(kept);
  }

  private void photograph(Alert alert) {
    picture(alert);
    if (!alert.event().isEmpty() && clips.tryAcquire()) {
      try {
        clip(alert);
      } finally {
        clips.release();
      }
    }
  }

  /// Once what follows is on the disk.
  private void clip(Alert alert) {
    try {
      long from = alert.at() - micros(BEFORE);
      long to = alert.at() + micros(AFTER);
      long written = to + micros(WRITTEN_WITHIN) - clock.wallMicros();
      clock.sleep(Duration.ofNanos(Math.clamp(written, 0, micros(AFTER.multipliedBy(2))) * 1_000));
      if (keepClip(alert, from, to)) {
        changed.accept(alert.id());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.log(WARNING, "alert {0} has no clip: {1}", alert.id(), e.getMessage());
    }
  }

  /// One at a time: each is some MB.
  private boolean keepClip(Alert alert, long from, long to) throws IOException {
    inMemory.lock();
    try {
      var clip = camera.clip(alert.camera(), from, to);
      if (clip.isPresent()) {
        outbox.clip(alert.id(), clip.get());
      }
      return clip.isPresent();
    } finally {
      inMemory.unlock();
    }
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private void picture(Alert alert) {
    try {
      var jpeg = camera.picture(alert.camera());
      if (jpeg.isPresent()) {
        outbox.picture(alert.id(), jpeg.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.log(WARNING, "alert {0} has no picture: {1}", alert.id(), e.getMessage());
    } finally {
      pictures.ended(alert.id());
    }
    changed.accept(alert.id());
  }

  /// A try on one channel, whatever the rules say.
  Kept test(Channel channel, String by) throws IOException {
    long now = clock.wallMicros();
    var hit =
        new Hit(
            "",
            Alert.Kind.TEST,
            "",
            now,
            "test/" + channel.name() + "/" + now,
            "A try",
            by.isEmpty()
                ? "Somebody tries whether alerts arrive."
                : by + " tries whether alerts arrive.",
            List.of(),
            "",
            "");
    var kept =
        outbox
            .add(hit, false, false, List.of(new Outbox.Way(channel.name(), channel.kind())))
            .orElseThrow(() -> new IOException("a try is under way"));
    added.accept(kept);
    return kept;
  }

  /// Tells as one what rules have gathered for long enough, and at once what they gather no more.
  void gatherUp() {
    try {
      for (var name : outbox.gathering()) {
        var rule = book.rule(name);
        if (rule.isPresent()) {
          gatherUp(rule.get());
        } else {
          outbox.forgetGathered(name);
        }
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /// Each camera's by itself: not everybody may see all of them.
  private void gatherUp(AlertRule rule) throws IOException {
    var cameras = new LinkedHashMap<String, List<Hit>>();
    for (var hit : outbox.gathered(rule.name())) {
      cameras.computeIfAbsent(hit.camera(), _ -> new ArrayList<>()).add(hit);
    }
    for (var all : cameras.values()) {
      long waited = clock.wallMicros() - all.getFirst().at();
      if (waited < 0 || waited >= micros(rule.digest())) {
        tell(digest(rule, all), rule, all);
        well();
      }
    }
  }

  private static Hit digest(AlertRule rule, List<Hit> all) {
    var first = all.getFirst();
    var texts = new StringBuilder();
    for (var hit : all) {
      if (texts.length() + hit.text().length() < LONGEST_TEXT) {
        texts.append(texts.isEmpty() ? "" : " ").append(hit.text());
      }
    }
    var times = all.size() == 1 ? "Once" : all.size() + " times";
    return new Hit(
        rule.name(),
        Alert.Kind.DIGEST,
        first.camera(),
        all.getLast().at(),
        rule.name() + "/digest/" + first.key(),
        "%s: %s".formatted(rule.name(), times.toLowerCase(Locale.ROOT)),
        "%s in %d minutes: %s".formatted(times, minutes(first, all.getLast()), texts),
        List.of(),
        "",
        all.getLast().event());
  }

  private static long minutes(Hit first, Hit last) {
    return Math.max(1, Duration.ofNanos((last.at() - first.at()) * 1_000).toMinutes());
  }

  /// Now and then.
  void tidy(Duration keep, List<String> channels) {
    long now = clock.ticks();
    if (tidied != Long.MIN_VALUE && now - tidied < TIDY) {
      return;
    }
    tidied = now;
    try {
      outbox.giveUp(clock.wallMicros() - PAGE_WAITS, channels);
      outbox.tidy(clock.wallMicros() - keep.toNanos() / 1_000);
    } catch (IOException e) {
      log.log(WARNING, "old alerts are not removed, for now: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    loop.close();
    photographers.shutdownNow();
    try {
      var most = Loop.ENDS_WITHIN.toMillis();
      if (!photographers.awaitTermination(most, TimeUnit.MILLISECONDS)) {
        log.log(WARNING, "a picture for an alert does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
