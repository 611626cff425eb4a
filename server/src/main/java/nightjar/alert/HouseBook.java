package nightjar.alert;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// What people set: the house's mode, that alerts are put off, rules, and what each wants to be
/// told. Kept in the outbox. Any thread.
final class HouseBook {
  private static final System.Logger log = System.getLogger(HouseBook.class.getName());
  private static final String HOUSE = "house";
  private static final String RULES = "rules";
  private static final String PERSON = "person ";

  private final Outbox outbox;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock(); // held while something is written
  private volatile HouseState state;
  private volatile RuleSet set;

  /// @param standard nobody has set any
  private record RuleSet(List<AlertRule> rules, boolean standard) {}

  /// @param known what rules may name; one that names what is gone since stays, with a word in the
  ///   log
  HouseBook(Outbox outbox, RuleText.Known known, Clock clock) throws IOException {
    this.outbox = outbox;
    this.clock = clock;
    this.state = readState();
    this.set = readRules(known);
  }

  private HouseState readState() throws IOException {
    var text = outbox.setting(HOUSE);
    try {
      return text.isEmpty() ? HouseState.FIRST : HouseState.read(JsonObject.parse(text.get()));
    } catch (BadJsonException e) {
      log.log(WARNING, "the house's mode is not known, and taken for home: {0}", e.getMessage());
      return HouseState.FIRST;
    }
  }

  private RuleSet readRules(RuleText.Known known) throws IOException {
    var text = outbox.setting(RULES);
    if (text.isEmpty()) {
      return new RuleSet(standard(known), true);
    }
    var rules = new ArrayList<AlertRule>();
    for (var rule : JsonObject.parse(text.get()).objects("rules")) {
      try {
        rules.add(readRule(rule, known));
      } catch (BadJsonException e) { // of another build
        log.log(WARNING, "a rule for alerts is not understood: {0}", e.getMessage());
      }
    }
    return new RuleSet(List.copyOf(rules), false);
  }

  private static AlertRule readRule(JsonObject json, RuleText.Known known) throws BadJsonException {
    try {
      return RuleText.read(json, known);
    } catch (BadJsonException e) {
      var rule = RuleText.readKept(json, known);
      log.log(
          WARNING,
          "the rule \"{0}\" for alerts names what is gone: {1}",
          rule.name(),
          e.getMessage());
      return rule;
    }
  }

  /// What a house wants to be told before anybody has said what.
  private static List<AlertRule> standard(RuleText.Known known) {
    var watched = Set.of(HouseMode.NIGHT, HouseMode.AWAY);
    What somebody =
        known.kinds().contains("person")
            ? new What.Thing(Set.of("person"), "", false, Duration.ZERO)
            : new What.Motion("");
    return List.of(
        rule("Somebody is there", watched, somebody, Duration.ofMinutes(2), true),
        rule(
            "A camera is out",
            Set.of(),
            new What.NoPicture(Duration.ofMinutes(1)),
            Duration.ofMinutes(10),
            false),
        rule("Nothing is recorded", Set.of(), new What.DiskTrouble(), Duration.ofHours(6), false),
        rule("The box is hot", Set.of(), new What.Heat(), Duration.ofHours(6), false));
  }

  private static AlertRule rule(
      String name, Set<HouseMode> modes, What what, Duration coolDown, boolean urgent) {
    return new AlertRule(
        name,
        true,
        modes,
        "",
        AlertRule.Light.ANY,
        List.of(),
        what,
        coolDown,
        Duration.ZERO,
        List.of(),
        urgent);
  }

  HouseState state() {
    return state;
  }

  List<AlertRule> rules() {
    return set.rules;
  }

  boolean isStandard() {
    return set.standard;
  }

  Optional<AlertRule> rule(String name) {
    return set.rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  void rules(List<AlertRule> next) throws IOException {
    write(
        () -> {
          var json = Json.object("rules", next.stream().map(RuleText::describe).toList());
          outbox.setting(RULES, Json.text(json));
          set = new RuleSet(List.copyOf(next), false);
        });
  }

  void mode(HouseMode mode, String by) throws IOException {
    write(() -> keep(new HouseState(mode, clock.wallMicros(), by, state.snoozedUntil())));
  }

  /// @param howLong zero ends it
  void snooze(Duration howLong) throws IOException {
    write(
        () -> {
          long until = howLong.isZero() ? 0 : clock.wallMicros() + howLong.toNanos() / 1_000;
          keep(new HouseState(state.mode(), state.since(), state.by(), until));
        });
  }

  private void keep(HouseState next) throws IOException {
    outbox.setting(HOUSE, Json.text(next.describe()));
    state = next;
  }

  boolean isSnoozed() {
    return state.snoozedUntil() > clock.wallMicros();
  }

  Preferences preferences(String who) throws IOException {
    var text = outbox.setting(PERSON + who);
    try {
      return text.isEmpty() ? Preferences.STANDARD : Preferences.read(JsonObject.parse(text.get()));
    } catch (BadJsonException _) { // of another build
      return Preferences.STANDARD;
    }
  }

  void preferences(String who, Preferences next) throws IOException {
    outbox.setting(PERSON + who, Json.text(next.describe()));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) throws IOException {
    lock.lock();
    try {
      writing.run();
    } finally {
      lock.unlock();
    }
  }
}
