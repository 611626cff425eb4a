package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import nightjar.alert.Kept.State;
import nightjar.base.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From what happens to those who are told.
class AlertsTest {
  private static final RuleText.Known KNOWN =
      new RuleText.Known(
          Map.of("front", List.of("Drive")), List.of("person"), List.of("broker"), false);

  /// Takes pictures.
  private interface Taking {
    Optional<byte[]> take(String camera) throws InterruptedException;
  }

  @TempDir Path dir;

  private final FakeChannel broker = new FakeChannel("broker", Duration.ZERO);
  private volatile Taking camera = _ -> Optional.of(new byte[] {1});
  private volatile Troubles troubles = new Troubles(Map.of(), "", "", 0);
  private Alerts alerts;

  private void start(Wanted... wanted) throws IOException {
    alerts =
        new Alerts(
            dir,
            AlertConfig.STANDARD,
            List.of(broker),
            () -> KNOWN,
            new Bell.Camera() {
              @Override
              public Optional<byte[]> picture(String name) throws InterruptedException {
                return camera.take(name);
              }

              @Override
              public Optional<byte[]> clip(String name, long from, long to) {
                return Optional.of(new byte[] {2});
              }
            },
            () -> troubles,
            Clock.SYSTEM,
            ZoneId.of("UTC"));
    if (wanted.length > 0) {
      var rules = new ArrayList<AlertRule>();
      for (var one : wanted) {
        rules.add(one.rule());
      }
      alerts.rules(rules);
      alerts.mode(HouseMode.AWAY, "anna");
    }
    alerts.start();
  }

  @AfterEach
  void stop() {
    alerts.close();
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "in vain");
      Thread.onSpinWait();
    }
  }

  private static Hit hit(String key) {
    return hit("Rule", key);
  }

  private static Hit hit(String rule, String key) {
    return new Hit(
        rule,
        Alert.Kind.MOTION,
        "front",
        Clock.SYSTEM.wallMicros(),
        key,
        "Motion at front",
        "Something moves at front.",
        List.of(),
        "",
        "e");
  }

  private List<Kept> all() {
    try {
      return alerts.list(Long.MAX_VALUE, 1_000, _ -> true);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private State state(long alert, String channel) {
    return all().stream()
        .filter(kept -> kept.alert().id() == alert)
        .flatMap(kept -> kept.deliveries().stream())
        .filter(delivery -> delivery.channel().equals(channel))
        .map(Kept.Delivery::state)
        .findFirst()
        .orElse(State.WAITING);
  }

  @Test
  void whatHappensIsTold() throws Exception {
    start(Wanted.motion());
    alerts.hit(hit("a"));
    await(() -> !broker.taken.isEmpty());
    await(() -> state(1, "broker") == State.ACCEPTED);
    assertEquals(State.WAITING, state(1, Outbox.PAGE));
    await(() -> all().getFirst().picture());
  }

  @Test
  void whatIsNotWantedIsNot() throws Exception {
    start(Wanted.motion(), Wanted.of(new What.DiskTrouble()).named("Always"));
    alerts.mode(HouseMode.HOME, "anna");
    alerts.hit(hit("a"));
    alerts.hit(hit("Always", "b"));
    await(() -> all().size() == 1); // and so the one before was judged
    assertEquals("Always", all().getFirst().alert().rule());
    alerts.mode(HouseMode.AWAY, "anna");
    alerts.hit(hit("c"));
    await(() -> all().size() == 2);
  }

  @Test
  void whatWaitsForItsPictureHasItAndOthersDoNotWait() throws Exception {
    var taken = new CountDownLatch(1);
    camera =
        _ -> {
          taken.await();
          return Optional.of(new byte[] {1});
        };
    start(Wanted.motion());
    alerts.hit(hit("a"));
    await(() -> broker.taken.size() == 1);
    assertEquals(List.of(false), broker.pictured);
    taken.countDown();
    await(() -> all().getFirst().picture());
  }

  @Test
  void whatIsRefusedIsTriedAgainInOrder() throws Exception {
    var failures = new CountDownLatch(2);
    broker.doing =
        alert -> {
          if (failures.getCount() > 0) {
            failures.countDown();
            throw new IOException("refused");
          }
          return "broker.lan";
        };
    start(Wanted.motion());
    alerts.hit(hit("a"));
    alerts.hit(hit("b"));
    await(() -> broker.taken.size() == 2);
    assertEquals(List.of(1L, 2L), broker.taken);
    var first = alerts.find(1).orElseThrow().deliveries().getFirst();
    assertEquals(3, first.attempts());
    assertEquals("broker.lan", first.by());
    assertEquals("", alerts.standings().getFirst().problem());
  }

  @Test
  void whatIsNeverTakenIsNamedAndTheRestGoesOn() throws Exception {
    broker.doing =
        alert -> {
          if (alert.id() == 1) {
            throw new UndeliverableException("no such topic");
          }
          return "broker.lan";
        };
    start(Wanted.motion());
    alerts.hit(hit("a"));
    alerts.hit(hit("b"));
    await(() -> state(1, "broker") == State.DEAD);
    await(() -> broker.taken.equals(List.of(2L)));
    assertEquals("no such topic", alerts.find(1).orElseThrow().deliveries().getFirst().error());
  }

  @Test
  void aFaultOfOursIsTriedAgain() throws Exception {
    var first = new CountDownLatch(1);
    broker.doing =
        _ -> {
          if (first.getCount() > 0) {
            first.countDown();
            throw new IllegalStateException("a fault");
          }
          return "broker.lan";
        };
    start(Wanted.motion());
    alerts.hit(hit("a"));
    await(() -> broker.taken.size() == 1);
  }

  @Test
  void whatWaitedIsSentAfterARestart() throws Exception {
    broker.doing =
        _ -> {
          throw new IOException("refused");
        };
    start(Wanted.motion());
    for (int i = 0; i < 20; i++) {
      alerts.hit(hit("k" + i));
    }
    await(() -> all().size() == 20);
    alerts.close();
    broker.doing = _ -> "broker.lan";
    start();
    await(() -> broker.taken.size() == 20);
    assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), broker.taken);
    assertEquals(HouseMode.AWAY, alerts.house().mode());
    assertEquals("anna", alerts.house().by());
    assertEquals("Rule", alerts.rules().getFirst().name());
  }

  @Test
  void whilePutOffOnlyTheUrgentIsSent() throws Exception {
    start(Wanted.motion(), Wanted.motion().named("Alarm").through(List.of(), true));
    alerts.snooze(Duration.ofHours(1));
    alerts.hit(hit("a"));
    await(() -> all().size() == 1);
    assertEquals(State.PUT_OFF, state(1, "broker"));
    alerts.hit(hit("Alarm", "b"));
    await(() -> broker.taken.equals(List.of(2L)));
    alerts.snooze(Duration.ZERO);
    alerts.hit(hit("c"));
    await(() -> broker.taken.equals(List.of(2L, 3L)));
  }

  @Test
  void aRuleMayChooseItsWays() throws Exception {
    start(Wanted.motion().through(List.of("elsewhere"), false));
    alerts.hit(hit("a"));
    await(() -> all().size() == 1);
    assertEquals(
        List.of(Outbox.PAGE),
        all().getFirst().deliveries().stream().map(Kept.Delivery::channel).toList());
  }

  @Test
  void whatIsGatheredIsToldAsOne() throws Exception {
    start(Wanted.motion().every(Duration.ZERO, Duration.ofMillis(1)));
    alerts.hit(hit("a"));
    alerts.hit(hit("b"));
    await(() -> !broker.taken.isEmpty());
    var first = alerts.find(1).orElseThrow().alert();
    assertEquals(Alert.Kind.DIGEST, first.kind());
    assertTrue(first.text().contains("Something moves at front."), first::text);
  }

  @Test
  void troublesAreTold() throws Exception {
    start(Wanted.of(new What.DiskTrouble()));
    alerts.mode(HouseMode.OFF, "anna");
    troubles = new Troubles(Map.of(), "the disk is full", "", 0);
    await(() -> broker.taken.size() == 1);
    assertEquals("The disk is full.", alerts.find(1).orElseThrow().alert().text());
  }

  @Test
  void aTryGoesOutWhateverTheRules() throws Exception {
    start();
    alerts.mode(HouseMode.OFF, "anna");
    var kept = alerts.test("broker", "anna").orElseThrow();
    await(() -> state(kept.alert().id(), "broker") == State.ACCEPTED);
    assertEquals(Optional.empty(), alerts.test("elsewhere", "anna"));
  }

  @Test
  void pagesAreToldOfEverything() throws Exception {
    start(Wanted.motion());
    var said = Collections.synchronizedList(new ArrayList<String>());
    try (var _ =
        alerts.listen(
            new Pages.Page() {
              @Override
              public void alert(Kept alert) {
                said.add("alert " + alert.alert().id());
              }

              @Override
              public void changed(Kept alert) {
                said.add("changed " + alert.alert().id());
              }

              @Override
              public void house(HouseState state) {
                said.add(state.mode().word());
              }
            })) {
      alerts.hit(hit("a"));
      await(() -> said.contains("alert 1") && said.contains("changed 1"));
      alerts.mode(HouseMode.NIGHT, "ben");
      await(() -> said.contains("night"));
      assertEquals("alert 1", said.getFirst());
    }
    said.clear();
    alerts.mode(HouseMode.AWAY, "ben");
    assertEquals(List.of(), said);
  }

  @Test
  void beforeAnybodySaysWhatThereAreRules() throws Exception {
    start();
    assertTrue(alerts.areStandard());
    assertFalse(alerts.rules().isEmpty());
    assertEquals(HouseMode.HOME, alerts.house().mode());
  }

  @Test
  void aRuleThatNamesWhatIsGoneStaysAsItIs() throws Exception {
    start(
        Wanted.motion(),
        Wanted.of(new What.Motion("Gone")).named("Elsewhere"),
        Wanted.of(new What.Thing(Set.of("fox"), "Den", false, Duration.ZERO)).named("Fox"));
    var before = alerts.rules();
    alerts.close();
    start();
    assertEquals(before, alerts.rules());
    alerts.rules(alerts.rules());
    alerts.close();
    start();
    assertEquals(before, alerts.rules());
  }
}
