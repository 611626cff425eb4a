package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Troubles of cameras and the box: told once each time they come.
class ConditionsTest {
  private static final Troubles NONE = new Troubles(Map.of(), "", "", 0);
  private static final Troubles SILENT = new Troubles(Map.of("front", "no cable"), "", "", 0);

  private final Conditions conditions = new Conditions();
  private long seconds;
  private boolean mayTell = true;

  private List<String> after(int more, Troubles now, Wanted... wanted) {
    seconds += more;
    var rules = Stream.of(wanted).map(Wanted::rule).toList();
    long ticks = seconds * 1_000_000_000;
    return conditions.next(now, rules, ticks, ticks / 1_000, (_, _) -> mayTell).stream()
        .map(Hit::text)
        .toList();
  }

  @Test
  void whatMayNotBeToldWhenItBeginsIsToldOnceItMayBe() {
    var rule = Wanted.of(new What.NoPicture(Duration.ofSeconds(30)));
    mayTell = false; // the same was told a moment ago, or it is not the time
    assertEquals(List.of(), after(1, SILENT, rule));
    assertEquals(List.of(), after(100, SILENT, rule));
    mayTell = true;
    assertEquals(List.of("front gives no picture: no cable."), after(1, SILENT, rule));
    assertEquals(List.of(), after(100, SILENT, rule), "once");
  }

  @Test
  void aCameraMayBeSilentForAWhile() {
    var rule = Wanted.of(new What.NoPicture(Duration.ofSeconds(30)));
    assertEquals(List.of(), after(1, SILENT, rule));
    assertEquals(List.of(), after(29, SILENT, rule));
    assertEquals(List.of("front gives no picture: no cable."), after(1, SILENT, rule));
    assertEquals(List.of(), after(100, SILENT, rule));
    assertEquals(List.of(), after(1, NONE, rule));
    assertEquals(List.of(), after(1, SILENT, rule), "it begins anew");
    assertEquals(List.of("front gives no picture: no cable."), after(30, SILENT, rule));
  }

  @Test
  void otherCamerasDoNotMatter() {
    var rule = Wanted.of(new What.NoPicture(Duration.ofSeconds(5))).on("back");
    after(1, SILENT, rule);
    assertEquals(List.of(), after(10, SILENT, rule));
  }

  @Test
  void theBoxIsToldOf() {
    var disk = Wanted.of(new What.DiskTrouble()).named("Disk");
    var heat = Wanted.of(new What.Heat()).named("Heat");
    var logins = Wanted.of(new What.FailedLogins(5)).named("Logins");
    assertEquals(List.of(), after(1, NONE, disk, heat, logins));
    assertEquals(
        List.of("The disk is full.", "82 °C.", "5 logins failed within ten minutes."),
        after(1, new Troubles(Map.of(), "the disk is full", "82 °C", 5), disk, heat, logins));
    assertEquals(
        List.of(),
        after(1, new Troubles(Map.of(), "the disk is full", "83 °C", 6), disk, heat, logins));
  }

  @Test
  void fewerFailedLoginsAreNothing() {
    var rule = Wanted.of(new What.FailedLogins(5));
    assertEquals(List.of(), after(1, new Troubles(Map.of(), "", "", 4), rule));
  }
}
