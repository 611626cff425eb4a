package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.alert.Kept.State;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts on the disk.
class OutboxTest {
  private static final List<Outbox.Way> WAYS =
      List.of(new Outbox.Way("broker", "mqtt"), new Outbox.Way("mail", "mail"));

  @TempDir Path dir;

  private final FakeClock clock = new FakeClock();
  private Outbox outbox;

  @BeforeEach
  void open() throws IOException {
    outbox = Outbox.open(dir, clock);
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  private void again() throws IOException {
    close();
    open();
  }

  private Hit hit(String key, String camera) {
    return new Hit(
        "Rule",
        Alert.Kind.OBJECT,
        camera,
        clock.wallMicros(),
        key,
        "Person at " + camera,
        "A person is here.",
        List.of("person", "dog"),
        "Drive",
        "e1");
  }

  private long add(String key) throws IOException {
    return outbox.add(hit(key, "front"), true, false, WAYS).orElseThrow().alert().id();
  }

  private State state(long alert, String channel) throws IOException {
    return outbox.find(alert).orElseThrow().deliveries().stream()
        .filter(one -> one.channel().equals(channel))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void whatIsAddedIsThereAfterARestart() throws IOException {
    long id = add("a");
    var before = outbox.find(id);
    again();
    assertEquals(before, outbox.find(id));
    assertEquals(List.of("person", "dog"), before.orElseThrow().alert().kinds());
    assertEquals(State.WAITING, state(id, "broker"));
  }

  @Test
  void theSameHitIsOneAlert() throws IOException {
    add("a");
    assertEquals(Optional.empty(), outbox.add(hit("a", "front"), true, false, WAYS));
    assertEquals(1, outbox.list(Long.MAX_VALUE, 10, _ -> true).size());
  }

  @Test
  void aNumberIsNeverGivenTwice() throws IOException {
    long first = add("a");
    clock.pass(Duration.ofDays(2));
    outbox.tidy(clock.wallMicros());
    assertEquals(Optional.empty(), outbox.find(first));
    again();
    assertTrue(add("b") > first);
  }

  @Test
  void eachChannelIsEmptiedInOrder() throws IOException {
    long first = add("a");
    long second = add("b");
    assertEquals(first, outbox.next("broker").orElseThrow().alert().id());
    outbox.failed(first, "broker", "refused", clock.wallMicros() + 1_000);
    var due = outbox.next("broker").orElseThrow();
    assertEquals(first, due.alert().id(), "what is behind it waits");
    assertEquals(1, due.delivery().attempts());
    outbox.accepted(first, "broker", "broker.lan");
    assertEquals(second, outbox.next("broker").orElseThrow().alert().id());
    outbox.dead(second, "broker", "never");
    assertEquals(Optional.empty(), outbox.next("broker"));
    assertEquals(first, outbox.next("mail").orElseThrow().alert().id(), "others have their own");
    again();
    assertEquals(State.ACCEPTED, state(first, "broker"));
    assertEquals(State.DEAD, state(second, "broker"));
    assertEquals(new Outbox.Counts(0, 1, clock.wallMicros()), outbox.counts("broker"));
  }

  @Test
  void whatIsPutOffIsNotSent() throws IOException {
    var kept = outbox.add(hit("a", "front"), false, true, WAYS).orElseThrow();
    assertTrue(kept.putOff());
    assertEquals(Optional.empty(), outbox.next("broker"));
    assertEquals(State.PUT_OFF, state(kept.alert().id(), "mail"));
  }

  @Test
  void whoHasSeenIt() throws IOException {
    long first = add("a");
    long second = add("b");
    assertEquals(2, outbox.unseen("anna", _ -> true));
    assertEquals(List.of(first), outbox.seen(first, "anna", _ -> true));
    assertEquals(1, outbox.unseen("anna", _ -> true));
    assertEquals(2, outbox.unseen("ben", _ -> true));
    assertEquals(0, outbox.unseen("ben", _ -> false), "what they may not see");
    assertEquals(List.of(second), outbox.seen(second, "anna", _ -> true));
    assertEquals(List.of(), outbox.seen(second, "anna", _ -> true));
    var seen = outbox.find(first).orElseThrow().seen();
    assertEquals(List.of(new Kept.By("anna", clock.wallMicros())), seen);
  }

  @Test
  void whoWasFirstTakesCareOfIt() throws IOException {
    long id = add("a");
    assertTrue(outbox.acknowledge(id, "anna"));
    clock.pass(Duration.ofSeconds(1));
    assertTrue(outbox.acknowledge(id, "ben"));
    assertEquals("anna", outbox.find(id).orElseThrow().acknowledged().orElseThrow().who());
    assertEquals(2, outbox.find(id).orElseThrow().seen().size());
    assertFalse(outbox.acknowledge(999, "ben"));
  }

  @Test
  void aPageHasItOnce() throws IOException {
    var ways = List.of(new Outbox.Way(Outbox.PAGE, Outbox.PAGE));
    long id = outbox.add(hit("a", "front"), true, false, ways).orElseThrow().alert().id();
    assertEquals(1, outbox.unreceived(0, 10, _ -> true).size());
    add("b");
    var only = outbox.unreceived(0, 1, alert -> alert.id() == id);
    assertEquals(id, only.getFirst().alert().id(), "of those that one may see");
    assertTrue(outbox.delivered(id, "anna"));
    assertFalse(outbox.delivered(id, "ben"));
    assertEquals(0, outbox.unreceived(0, 10, _ -> true).size());
    assertEquals("anna", outbox.find(id).orElseThrow().deliveries().getFirst().by());
  }

  @Test
  void whatCannotArriveIsNamed() throws IOException {
    var ways = List.of(new Outbox.Way(Outbox.PAGE, Outbox.PAGE), new Outbox.Way("old", "mqtt"));
    long id = outbox.add(hit("a", "front"), true, false, ways).orElseThrow().alert().id();
    clock.pass(Duration.ofDays(2));
    outbox.giveUp(clock.wallMicros(), List.of("broker", "mail"));
    assertEquals(State.DEAD, state(id, "old"));
    assertEquals(State.DEAD, state(id, Outbox.PAGE));
    assertTrue(outbox.delivered(id, "anna"), "and yet it may be seen later");
  }

  @Test
  void listsGoFromNewToOld() throws IOException {
    for (int i = 0; i < 25; i++) {
      outbox.add(hit("k" + i, i % 2 == 0 ? "front" : "back"), false, false, WAYS);
    }
    var page = outbox.list(Long.MAX_VALUE, 5, alert -> alert.camera().equals("front"));
    assertEquals(5, page.size());
    assertTrue(page.stream().allMatch(kept -> kept.alert().camera().equals("front")));
    long last = page.getLast().alert().id();
    var next = outbox.list(last, 50, alert -> alert.camera().equals("front"));
    assertEquals(8, next.size());
    assertTrue(next.getFirst().alert().id() < last);
  }

  @Test
  void picturesGoWithTheirAlerts() throws IOException {
    long id = add("a");
    outbox.picture(id, new byte[] {1, 2});
    assertArrayEquals(new byte[] {1, 2}, outbox.picture(id).orElseThrow());
    assertTrue(outbox.find(id).orElseThrow().picture());
    outbox.tidy(0);
    assertTrue(outbox.picture(id).isPresent());
    clock.pass(Duration.ofDays(100));
    outbox.tidy(clock.wallMicros());
    assertEquals(Optional.empty(), outbox.picture(id));
  }

  @Test
  void aBrokenFileIsPutAside() throws IOException {
    long id = add("a");
    close();
    Files.writeString(dir.resolve("alerts.db"), "this is no database, however long it may be");
    open();
    assertEquals(Optional.empty(), outbox.find(id));
    assertTrue(Files.exists(dir.resolve("alerts.db.broken")));
    assertEquals(1, add("b"));
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    var mode = Files.getPosixFilePermissions(dir.resolve("alerts.db"));
    assertEquals(2, mode.size(), mode::toString);
  }

  @Test
  void whatIsGatheredIsThereAfterARestart() throws IOException {
    outbox.gather(hit("a", "front"));
    outbox.gather(hit("a", "front"));
    outbox.gather(hit("b", "back"));
    again();
    assertEquals(2, outbox.gathered("Rule").size());
    assertTrue(outbox.told("Rule", "back").isPresent());
    assertEquals(List.of("Rule"), outbox.gathering());
    outbox.forgetGathered("Rule");
    assertEquals(List.of(), outbox.gathered("Rule"));
    assertEquals(List.of(), outbox.gathering());
  }

  @Test
  void whatIsToldAsOneIsGatheredNoMoreButWhatCameMeanwhileIs() throws IOException {
    outbox.gather(hit("a", "front"));
    outbox.gather(hit("b", "front"));
    var two = outbox.gathered("Rule");
    outbox.gather(hit("c", "front"));
    assertTrue(outbox.add(hit("digest", "front"), false, false, List.of(), two).isPresent());
    assertEquals(List.of("c"), outbox.gathered("Rule").stream().map(Hit::key).toList());
    // As after a power cut between: it is not told again, and not kept.
    outbox.gather(hit("a", "front"));
    assertTrue(outbox.add(hit("digest", "front"), false, false, List.of(), two).isEmpty());
    assertEquals(List.of("c"), outbox.gathered("Rule").stream().map(Hit::key).toList());
  }

  @Test
  void othersFilesAmongPicturesStayAndDoNoHarm() throws IOException {
    var foreign = Files.write(dir.resolve("holiday.jpg"), new byte[1]);
    var old = Files.write(dir.resolve("17.jpg"), new byte[1]);
    outbox.tidy(0);
    assertTrue(Files.exists(foreign));
    assertFalse(Files.exists(old), "of an alert that is no more");
  }
}
