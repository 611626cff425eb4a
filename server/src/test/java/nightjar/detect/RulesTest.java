package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ObjectRule LINGERS = rule("Lingers", "Drive", false, 20, Kind.PERSON);
  private static final ObjectRule PARKS = rule("Parks", "", true, 120, Kind.CAR);

  private final Rules rules = new Rules();

  @Test
  void tellsOnceAndOnlyAfterTheTime() {
    rules.use(List.of(LINGERS));
    var told = new ArrayList<Notice>();
    for (int second = 0; second <= 60; second++) {
      told.addAll(rules.next(List.of(person(1, "Drive")), second * SECOND));
    }
    var words = "A person has been in Drive for 20 s";
    assertEquals(
        List.of(new Notice("Lingers", 1, Kind.PERSON, told.getFirst().zones(), 20 * SECOND, words)),
        told);
  }

  @Test
  void tellsOfEachObject() {
    rules.use(List.of(LINGERS));
    rules.next(List.of(person(1, "Drive"), person(2, "Drive")), 0);
    var told = rules.next(List.of(person(1, "Drive"), person(2, "Drive")), 20 * SECOND);
    assertEquals(List.of(1L, 2L), told.stream().map(Notice::object).toList());
  }

  @Test
  void aShortAbsenceInterruptsNothingALongOneBeginsAnew() {
    rules.use(List.of(LINGERS));
    rules.next(List.of(person(1, "Drive")), 0);
    rules.next(List.of(person(1, "Drive")), 9 * SECOND);
    rules.next(List.of(person(1, "Path")), 10 * SECOND);
    rules.next(List.of(person(1, "Drive")), 11 * SECOND);
    assertEquals(
        1, rules.next(List.of(person(1, "Drive")), 20 * SECOND + 1).size(), "it was short");

    rules.use(List.of());
    rules.use(List.of(LINGERS));
    rules.next(List.of(person(1, "Drive")), 30 * SECOND);
    rules.next(List.of(), 40 * SECOND);
    rules.next(List.of(person(1, "Drive")), 45 * SECOND);
    assertEquals(List.of(), rules.next(List.of(person(1, "Drive")), 64 * SECOND));
    assertEquals(1, rules.next(List.of(person(1, "Drive")), 65 * SECOND).size());
  }

  @Test
  void changedRulesCountFromNow() {
    rules.use(List.of(LINGERS));
    rules.next(List.of(person(1, "Drive")), 0);
    rules.use(List.of(LINGERS, PARKS));
    assertEquals(List.of(), rules.next(List.of(person(1, "Drive")), 20 * SECOND));
    rules.use(List.of(LINGERS, PARKS)); // the same: nothing changes
    assertEquals(1, rules.next(List.of(person(1, "Drive")), 40 * SECOND).size());
  }

  @ParameterizedTest
  @CsvSource({
    "person, Drive, false, true", // there, and on the move
    "person, Drive, true, true",
    "person, Path, false, false",
    "person, '', false, false",
    "dog, Drive, false, false",
  })
  void needsTheKindAndTheZone(String kind, String zone, boolean still, boolean isMet) {
    rules.use(List.of(LINGERS));
    var object = object(1, Kind.of(kind).orElseThrow(), still, zone);
    rules.next(List.of(object), 0);
    assertEquals(isMet ? 1 : 0, rules.next(List.of(object), 20 * SECOND).size());
  }

  @Test
  void whatStaysMustStandStill() {
    rules.use(List.of(PARKS));
    var told = new ArrayList<Notice>();
    for (int second = 0; second <= 400; second++) {
      told.addAll(rules.next(List.of(object(3, Kind.CAR, second >= 100, "")), second * SECOND));
    }
    assertEquals(List.of(220 * SECOND), told.stream().map(Notice::ticks).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, '', person, A person is here",
    "0, true, Drive, car, A car is in Drive",
    "20, false, '', animal, An animal has been here for 20 s",
    "120, true, Drive, car, A car has stood in Drive for 2 min",
    "90, true, '', parcel, A parcel has stood here for 90 s",
    "7200, true, '', car, A car has stood here for 2 h",
  })
  void saysItInWords(int seconds, boolean stays, String zone, String kind, String words) {
    var of = Kind.of(kind).orElseThrow();
    assertEquals(words, Rules.words(rule("A", zone, stays, seconds, of), of));
  }

  private static ObjectRule rule(
      String name, String zone, boolean stays, int seconds, Kind... kinds) {
    return new ObjectRule(name, Set.of(kinds), zone, stays, Duration.ofSeconds(seconds));
  }

  private static Tracked person(long id, String zone) {
    return object(id, Kind.PERSON, false, zone);
  }

  private static Tracked object(long id, Kind kind, boolean still, String zone) {
    var zones = zone.isEmpty() ? List.<String>of() : List.of(zone);
    return new Tracked(id, kind, 0.6, 0, 0, new Box(0.4, 0.4, 0.1, 0.2), still, zones);
  }
}
