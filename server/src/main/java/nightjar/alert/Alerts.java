package nightjar.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.base.OwnThread;

/// Alerts of a house: from what happens to those who are told, and back to who has seen it.
///
///     cameras ── hits ──▶ bell ──▶ outbox ──▶ sender ──▶ channel    a thread each
///                                    └──────▶ pages ──▶ whoever has one open
public final class Alerts implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_LATE = 20;
  private static final long RECENT = Duration.ofDays(1).toNanos() / 1_000;

  private final AlertConfig config;
  private final Outbox outbox;
  private final HouseBook book;
  private final Pictures pictures = new Pictures();
  private final Pages pages = new Pages();
  private final Bell bell;
  private final List<Sender> senders;
  private final Supplier<RuleText.Known> known;
  private final Judging judging;
  private final Conditions conditions = new Conditions(); // the thread's own
  private final Supplier<Troubles> troubles;
  private final List<Runnable> onRules = new CopyOnWriteArrayList<>();
  private final AtomicLong kept = new AtomicLong();
  private final Clock clock;
  private final OwnThread thread = new OwnThread("alerts");

  /// @param folder of the outbox
  /// @param channels closed with this
  /// @param known what rules may name, at this moment
  /// @param camera takes pictures
  /// @param troubles as they are when asked, once a second
  /// @throws IOException the outbox cannot be opened
  public Alerts(
      Path folder,
      AlertConfig config,
      List<Channel> channels,
      Supplier<RuleText.Known> known,
      Bell.Camera camera,
      Supplier<Troubles> troubles,
      Clock clock,
      ZoneId zone)
      throws IOException {
    this.config = config;
    this.known = known;
    this.troubles = troubles;
    this.clock = clock;
    this.judging = new Judging(zone, config.place());
    this.outbox = Outbox.open(folder, clock);
    this.book = new HouseBook(outbox, known.get(), clock);
    this.senders =
        channels.stream()
            .map(
                channel ->
                    new Sender(channel, outbox, pictures, config.address(), this::changed, clock))
            .toList();
    var ways = channels.stream().map(one -> new Outbox.Way(one.name(), one.kind())).toList();
    this.bell =
        new Bell(outbox, book, judging, ways, pictures, camera, this::added, this::changed, clock);
  }

  public void start() {
    senders.forEach(Sender::start);
    bell.start();
    thread.repeat(this::look, LOOK, clock);
  }

  private void look() {
    conditions
        .next(troubles.get(), book.rules(), clock.ticks(), clock.wallMicros(), bell::wouldTell)
        .forEach(bell::hit);
    senders.forEach(Sender::look);
    bell.gatherUp();
    bell.tidy(config.keep(), channels());
  }

  // --- what happens

  /// Somebody may want to know. Waits for nobody.
  public void hit(Hit hit) {
    bell.hit(hit);
  }

  private void added(Kept alert) {
    kept.incrementAndGet();
    pages.alert(alert);
    senders.forEach(Sender::wake);
  }

  private void changed(long alert) {
    try {
      outbox.find(alert).ifPresent(pages::changed);
    } catch (IOException _) {
      // whoever reads it again learns it
    }
  }

  // --- the house

  public HouseState house() {
    return book.state();
  }

  /// @param by for people
  public HouseState mode(HouseMode mode, String by) throws IOException {
    book.mode(mode, by);
    pages.house(book.state());
    return book.state();
  }

  /// @param howLong zero ends it
  public HouseState snooze(Duration howLong) throws IOException {
    book.snooze(howLong);
    pages.house(book.state());
    return book.state();
  }

  public Preferences preferences(String who) throws IOException {
    return book.preferences(who);
  }

  public void preferences(String who, Preferences next) throws IOException {
    book.preferences(who, next);
  }

  // --- rules

  public List<AlertRule> rules() {
    return book.rules();
  }

  /// Nobody has set any yet.
  public boolean areStandard() {
    return book.isStandard();
  }

  public RuleText.Known known() {
    return known.get();
  }

  public void rules(List<AlertRule> next) throws IOException {
    book.rules(next);
    onRules.forEach(Runnable::run);
  }

  /// Whom to tell of rules that are others from now on.
  public void onRules(Runnable told) {
    onRules.add(told);
  }

  /// What a rule would have told.
  ///
  /// @param past in the order it happened
  public Simulation.Outcome simulate(AlertRule rule, Iterable<Simulation.Past> past) {
    var simulation = new Simulation(rule, judging);
    past.forEach(simulation::see);
    return simulation.outcome();
  }

  // --- alerts

  /// Newest first.
  public List<Kept> list(long before, int limit, Predicate<Alert> visible) throws IOException {
    return outbox.list(before, limit, visible);
  }

  public Optional<Kept> find(long alert) throws IOException {
    return outbox.find(alert);
  }

  public Optional<byte[]> picture(long alert) throws IOException {
    return outbox.picture(alert);
  }

  public Optional<Path> clip(long alert) {
    return outbox.clip(alert);
  }

  public int unseen(String who, Predicate<Alert> visible) throws IOException {
    return outbox.unseen(who, visible);
  }

  public void seen(long upTo, String who, Predicate<Alert> visible) throws IOException {
    var fresh = outbox.seen(upTo, who, visible);
    fresh.stream().limit(MOST_LATE).forEach(this::changed); // of others, pages count anew
    if (!fresh.isEmpty()) {
      pages.house(book.state());
    }
  }

  /// @return whether there is such an alert
  public boolean acknowledge(long alert, String who) throws IOException {
    boolean there = outbox.acknowledge(alert, who);
    if (there) {
      changed(alert);
    }
    return there;
  }

  /// A page of somebody has it.
  public void received(long alert, String who) throws IOException {
    if (outbox.delivered(alert, who)) {
      changed(alert);
    }
  }

  /// What no page has had yet, in order.
  public List<Kept> late(Predicate<Alert> visible) throws IOException {
    return outbox.unreceived(clock.wallMicros() - RECENT, MOST_LATE, visible).reversed();
  }

  /// Whom to tell of everything from now on, until it is closed.
  public Pages.Listening listen(Pages.Page page) {
    return pages.listen(page);
  }

  // --- channels

  /// How a channel stands.
  ///
  /// @param problem for people; empty when there is none
  /// @param accepted last, in microseconds; 0 before
  public record Standing(
      String name, String kind, String problem, int waiting, int dead, long accepted) {}

  public List<Standing> standings() throws IOException {
    var all = new ArrayList<Standing>();
    for (var sender : senders) {
      var channel = sender.channel();
      var counts = outbox.counts(channel.name());
      all.add(
          new Standing(
              channel.name(),
              channel.kind(),
              sender.problem(),
              counts.waiting(),
              counts.dead(),
              counts.accepted()));
    }
    return all;
  }

  /// Of all channels together; nothing waits when the outbox cannot be read.
  ///
  /// @param kept alerts since the start
  /// @param failing channels that take nothing
  public record Total(long kept, int waiting, int dead, int failing) {}

  public Total total() {
    int waiting = 0;
    int dead = 0;
    int failing = 0;
    try {
      for (var one : standings()) {
        waiting += one.waiting();
        dead += one.dead();
        failing += one.problem().isEmpty() ? 0 : 1;
      }
    } catch (IOException _) {
      // the bell says so
    }
    return new Total(kept.get(), waiting, dead, failing);
  }

  private List<String> channels() {
    return senders.stream().map(sender -> sender.channel().name()).toList();
  }

  /// Sends a try on one channel.
  ///
  /// @return empty when there is no such channel
  public Optional<Kept> test(String channel, String by) throws IOException {
    var sender = senders.stream().filter(s -> s.channel().name().equals(channel)).findFirst();
    return sender.isEmpty() ? Optional.empty() : Optional.of(bell.test(sender.get().channel(), by));
  }

  /// Why alerts cannot be kept, for people; empty when they can.
  public String problem() {
    return bell.problem();
  }

  @Override
  public void close() {
    thread.close();
    bell.close();
    senders.forEach(Sender::close);
    try {
      outbox.close();
    } catch (IOException e) {
      throw new IllegalStateException("the outbox does not close", e);
    }
  }
}
