package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A picture of 1000x1000, ten times a second; boxes are in thousandths. The model answers within a
/// tenth of a second unless said otherwise.
class WatchTest {
  private static final long TENTH = 100_000_000;

  private Watch watch = new Watch(ObjectConfig.STANDARD, Places.NONE);
  private long ticks = 1_000_000_000;
  private final List<Ask> asks = new ArrayList<>();
  private final List<Sitting> sittings = new ArrayList<>();

  private static Box box(int x, int y, int width, int height) {
    return new Box(x / 1e3, y / 1e3, width / 1e3, height / 1e3);
  }

  private static Mover mover(int id, Box box) {
    return new Mover(id, box, true, false);
  }

  private static Mover standing(int id, Box box) {
    return new Mover(id, box, true, true);
  }

  private static Found found(Kind kind, double score, Box box) {
    return new Found(kind, score, box);
  }

  private void moved(Mover... movers) {
    ticks += TENTH;
    watch.moved(List.of(movers), ticks);
  }

  /// One picture, and the answer if something is asked.
  ///
  /// @return whether it was
  private boolean look(List<Mover> movers, Found... sees) {
    moved(movers.toArray(Mover[]::new));
    var ask = watch.wanted(1000, 1000, ticks);
    ask.ifPresent(
        one -> {
          asks.add(one);
          sittings.addAll(watch.answer(one, List.of(sees)));
        });
    return ask.isPresent();
  }

  /// So many tenths of a second.
  ///
  /// @return how often it was asked
  private int look(int times, List<Mover> movers, Found... sees) {
    int before = asks.size();
    for (int i = 0; i < times; i++) {
      look(movers, sees);
    }
    return asks.size() - before;
  }

  /// Such as `1 car`, in order.
  private String objects() {
    return watch.objects().stream()
        .map(one -> one.id() + " " + one.kind().word() + (one.still() ? " still" : ""))
        .collect(Collectors.joining(", "));
  }

  private String where(long id) {
    return watch.objects().stream()
        .filter(one -> one.id() == id)
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%.0f,%.0f %.0fx%.0f",
                    one.box().x() * 1e3,
                    one.box().y() * 1e3,
                    one.box().width() * 1e3,
                    one.box().height() * 1e3))
        .collect(Collectors.joining());
  }

  @Test
  void nothingIsAskedWhileNothingMoves() {
    assertEquals(0, look(100, List.of()));
    assertEquals(0, look(100, List.of(new Mover(1, box(0, 0, 500, 500), false, false))));
    assertTrue(look(List.of(mover(1, box(0, 0, 500, 500)))));
    assertEquals(0, look(100, List.of()), "it is gone");
  }

  @Test
  void nothingIsAskedWhenSwitchedOffOrWithoutKinds() {
    watch.use(
        new ObjectConfig(false, ObjectConfig.STANDARD.kinds(), Map.of(), List.of()), Places.NONE);
    assertEquals(0, look(20, List.of(mover(1, box(0, 0, 500, 500)))));
    watch.use(new ObjectConfig(true, Map.of(), Map.of(), List.of()), Places.NONE);
    assertEquals(0, look(20, List.of(mover(1, box(0, 0, 500, 500)))));
  }

  @Test
  void theCropIsRoundWhatMoves() {
    look(List.of(mover(1, box(600, 100, 50, 100))));
    assertEquals(new Crop(474, 0, 300, 300), asks.getFirst().crop());
    watch.size(400);
    look(List.of(mover(2, box(100, 500, 500, 400))));
    assertEquals(new Crop(0, 300, 700, 700), asks.get(1).crop());
  }

  @Test
  void twoOfThreeAnswersMakeAnObject() {
    var at = List.of(mover(1, box(400, 400, 100, 200)));
    var person = found(Kind.PERSON, 0.5, box(400, 400, 100, 200));
    look(at, person);
    assertEquals("", objects());
    look(2, at);
    assertEquals("", objects());
    look(2, at, person);
    assertEquals("1 person", objects());
  }

  @Test
  void oneAnswerOfThreeIsForgotten() {
    var at = List.of(mover(1, box(400, 400, 100, 200)));
    var person = found(Kind.PERSON, 0.5, box(400, 400, 100, 200));
    look(at, person);
    while (asks.size() < 3) {
      look(at);
    }
    look(2, at, person);
    assertEquals("", objects(), "it begins anew");
    look(2, at, person);
    assertEquals("2 person", objects());
  }

  @Test
  void oneClearAnswerMakesUpForOneThatIsNearlyOne() {
    var at = List.of(mover(1, box(400, 400, 100, 200)));
    var box = box(400, 400, 100, 200);
    look(6, at, found(Kind.PERSON, 0.37, box));
    assertEquals("", objects());
    look(2, at, found(Kind.PERSON, 0.45, box));
    assertEquals("1 person", objects());
  }

  @Test
  void whatDoesNotMoveIsNoObject() {
    var walker = mover(1, box(400, 400, 60, 200));
    look(
        20,
        List.of(walker),
        found(Kind.PERSON, 0.5, box(405, 400, 50, 200)),
        found(Kind.CAR, 0.9, box(350, 350, 300, 250)), // parked behind
        found(Kind.CAR, 0.9, box(0, 0, 200, 200)));
    assertEquals("1 person", objects());
  }

  @Test
  void whatFillsThePictureIsNoObject() {
    look(
        20,
        List.of(mover(1, box(0, 0, 1000, 1000))),
        found(Kind.PARCEL, 0.9, box(10, 10, 980, 980)));
    assertEquals("", objects());
  }

  @Test
  void whatIsCutByTheCropCountsLess() {
    var sifting = new Sifting(ObjectConfig.STANDARD, Places.NONE);
    var cut = found(Kind.CAR, 0.6, box(200, 400, 200, 100));
    assertEquals(0.51, score(sifting, cut, box(200, 200, 600, 600)), 1e-9);
    assertEquals(0.6, score(sifting, cut, box(100, 200, 600, 600)), 1e-9);
    var atRim = found(Kind.CAR, 0.6, box(0, 400, 200, 100));
    assertEquals(0.6, score(sifting, atRim, box(0, 200, 600, 600)), 1e-9, "the picture's own");
  }

  private static double score(Sifting sifting, Found found, Box shown) {
    return sifting.sift(List.of(found), shown, List.of()).getFirst().score();
  }

  @Test
  void itGoesAlongWithItsBlobBetweenAnswers() {
    var car = found(Kind.CAR, 0.8, box(110, 410, 80, 80));
    for (int i = 0; i < 8; i++) {
      look(List.of(mover(1, box(100, 400, 100, 100))), car);
    }
    for (int i = 1; i <= 12; i++) {
      moved(mover(1, box(100 + 20 * i, 400, 100, 100)));
    }
    assertEquals("310,410 80x80", where(1), "two pictures behind, as outlines flicker");
  }

  @Test
  void itGrowsWithItsBlob() {
    look(
        8,
        List.of(mover(1, box(400, 400, 100, 100))),
        found(Kind.CAR, 0.8, box(400, 400, 100, 100)));
    for (int i = 0; i < 8; i++) {
      moved(mover(1, box(390, 390, 120, 120)));
    }
    assertEquals("390,390 120x120", where(1));
  }

  @Test
  void aBlobThatJoinsAnotherDragsNothingAlong() {
    look(
        8,
        List.of(mover(1, box(400, 400, 100, 100))),
        found(Kind.CAR, 0.8, box(400, 400, 100, 100)));
    for (int i = 0; i < 8; i++) {
      moved(mover(1, box(400, 400, 500, 100)));
    }
    assertEquals("400,400 140x100", where(1));
  }

  @Test
  void riderAndBicycleAreTwoInOneBlob() {
    var person = found(Kind.PERSON, 0.5, box(420, 400, 60, 150));
    var bicycle = found(Kind.BICYCLE, 0.6, box(400, 450, 100, 110));
    look(8, List.of(mover(1, box(400, 400, 100, 160))), person, bicycle);
    assertEquals("1 bicycle, 2 person", objects());
    for (int i = 0; i < 6; i++) {
      moved(mover(1, box(440, 400, 100, 160)));
    }
    assertEquals("440,450 100x110", where(1));
    assertEquals("460,400 60x150", where(2));
  }

  @Test
  void twoThatPartStayTwo() {
    var left = found(Kind.PERSON, 0.6, box(400, 400, 60, 150));
    var right = found(Kind.PERSON, 0.6, box(480, 400, 60, 150));
    look(12, List.of(mover(1, box(400, 400, 140, 150))), left, right);
    assertEquals("1 person, 2 person", objects());
    var apart = List.of(mover(1, box(370, 400, 60, 150)), mover(2, box(510, 400, 60, 150)));
    look(
        12,
        apart,
        found(Kind.PERSON, 0.6, box(370, 400, 60, 150)),
        found(Kind.PERSON, 0.6, box(510, 400, 60, 150)));
    assertEquals("1 person, 2 person", objects());
  }

  @Test
  void whatIsSureIsAskedEverMoreSeldom() {
    var at = List.of(mover(1, box(400, 400, 100, 200)));
    var person = found(Kind.PERSON, 0.5, box(400, 400, 100, 200));
    int first = look(50, at, person);
    int second = look(50, at, person);
    int third = look(500, at, person);
    assertTrue(first >= 4 && first <= 8, first + " in 5 s");
    assertTrue(second <= 2, second + " in 5 s more");
    assertTrue(third <= 8, third + " in 50 s more");
  }

  @Test
  void whatStandsIsNotAskedAgainOnceKnown() {
    var box = box(400, 400, 100, 200);
    var person = found(Kind.PERSON, 0.5, box);
    look(20, List.of(mover(1, box)), person);
    assertEquals(1, look(100, List.of(standing(1, box)), person), "once, where it stands");
    assertEquals(0, look(3_000, List.of(standing(1, box)), person));
    assertEquals("1 person still", objects());
  }

  @Test
  void whatStandsAndHasNoNameIsAskedAFewTimes() {
    look(5, List.of(mover(1, box(400, 400, 100, 200))));
    assertEquals(3, look(1_000, List.of(standing(1, box(400, 400, 100, 200)))));
  }

  @Test
  void theNewestIsAskedFirst() {
    var old = mover(1, box(0, 0, 50, 50));
    look(10, List.of(old));
    look(List.of(old, mover(2, box(900, 900, 50, 50))));
    assertEquals(700, asks.getLast().crop().x());
  }

  @Test
  void oneCropIsEnoughForWhatFitsIn() {
    look(List.of(mover(1, box(400, 400, 50, 50)), mover(2, box(500, 400, 50, 50))));
    assertEquals(new Crop(324, 274, 300, 300), asks.getFirst().crop());
    moved(mover(1, box(400, 400, 50, 50)), mover(2, box(500, 400, 50, 50)));
    assertTrue(watch.wanted(1000, 1000, ticks).isEmpty(), "both were asked about just now");
  }

  @Test
  void aShortLossIsNoEnd() {
    var box = box(400, 400, 100, 100);
    look(8, List.of(mover(1, box)), found(Kind.DOG, 0.6, box));
    for (int i = 0; i < 10; i++) {
      moved();
    }
    assertEquals("1 dog", objects());
    look(List.of(mover(2, box(405, 400, 100, 100))), found(Kind.DOG, 0.6, box));
    assertEquals("1 dog", objects());
    for (int i = 0; i < 20; i++) {
      moved();
    }
    assertEquals("", objects());
  }

  @Test
  void whatStoodIsKeptAndFoundAgain() {
    var place = box(400, 400, 200, 100);
    look(20, List.of(mover(1, place)), found(Kind.CAR, 0.8, place));
    look(100, List.of(standing(1, place)), found(Kind.CAR, 0.8, place));
    for (int i = 0; i < 36_000; i++) { // an hour
      moved();
    }
    assertEquals("1 car still", objects());
    look(3, List.of(mover(9, place)), found(Kind.CAR, 0.8, place));
    for (int i = 1; i < 40; i++) {
      var now = box(400 + 10 * i, 400, 200, 100);
      look(List.of(mover(9, now)), found(Kind.CAR, 0.8, now));
    }
    assertEquals("1 car", objects());
    for (int i = 0; i < 20; i++) {
      moved();
    }
    assertEquals("", objects(), "it drove away");
  }

  @Test
  void whatStoodIsNotKeptForEver() {
    var place = box(400, 400, 200, 100);
    look(20, List.of(mover(1, place)), found(Kind.CAR, 0.8, place));
    look(100, List.of(standing(1, place)), found(Kind.CAR, 0.8, place));
    ticks += 13 * 36_000 * TENTH;
    moved();
    assertEquals("", objects());
  }

  @Test
  void theHoleThatSomethingLeftIsNotKept() {
    var place = box(400, 400, 200, 100);
    look(20, List.of(mover(1, place)), found(Kind.CAR, 0.8, place));
    look(100, List.of(standing(1, place))); // the model sees nothing where it stood
    for (int i = 0; i < 20; i++) {
      moved();
    }
    assertEquals("", objects());
  }

  @Test
  void somebodyWhoPassesAParkedCarDoesNotTakeItAlong() {
    var place = box(400, 400, 200, 100);
    look(20, List.of(mover(1, place)), found(Kind.CAR, 0.8, place));
    look(100, List.of(standing(1, place)), found(Kind.CAR, 0.8, place));
    moved();
    for (int i = 0; i < 40; i++) {
      var walker = box(300 + 10 * i, 380, 50, 130);
      look(List.of(mover(2, walker)), found(Kind.PERSON, 0.6, walker), found(Kind.CAR, 0.7, place));
    }
    assertEquals("1 car still, 2 person", objects());
    assertEquals("400,400 200x100", where(1));
  }

  @Test
  void aKindChangesByVotes() {
    var box = box(400, 400, 100, 100);
    var at = List.of(mover(1, box));
    look(4, at, found(Kind.CAT, 0.45, box));
    assertEquals("1 cat", objects());
    look(100, at, found(Kind.DOG, 0.9, box));
    assertEquals("1 dog", objects());
  }

  @Test
  void ofTwoKindsInOnePlaceTheSurerWins() {
    var box = box(400, 400, 100, 100);
    look(
        10,
        List.of(mover(1, box)),
        found(Kind.DOG, 0.8, box),
        found(Kind.CAT, 0.5, box(405, 400, 100, 100)));
    assertEquals("1 dog", objects());
  }

  @Test
  void whatNamesOneThingTwiceIsOne() {
    look(
        10,
        List.of(mover(1, box(400, 400, 200, 100))),
        found(Kind.CAR, 0.8, box(400, 400, 200, 100)),
        found(Kind.CAR, 0.5, box(420, 410, 100, 80)));
    assertEquals("1 car", objects());
  }

  @Test
  void aLateAnswerIsAboutWhereThingsWere() {
    for (int i = 0; i < 6; i++) {
      moved(mover(1, box(100 + 20 * i, 400, 100, 100)));
    }
    var ask = watch.wanted(1000, 1000, ticks).orElseThrow(); // at 200
    for (int i = 6; i < 16; i++) {
      moved(mover(1, box(100 + 20 * i, 400, 100, 100))); // to 400
      assertTrue(watch.wanted(1000, 1000, ticks).isEmpty(), "one question at a time");
    }
    watch.answer(ask, List.of(found(Kind.CAR, 0.8, box(200, 400, 100, 100))));
    var next = watch.wanted(1000, 1000, ticks).orElseThrow(); // at 400
    moved(mover(1, box(420, 400, 100, 100)));
    watch.answer(next, List.of(found(Kind.CAR, 0.8, box(400, 400, 100, 100))));
    assertEquals("1 car", objects());
    assertEquals("420,400 100x100", where(1));
  }

  @Test
  void anAnswerToSomethingElseIsPassedOver() {
    moved(mover(1, box(400, 400, 100, 100)));
    var ask = watch.wanted(1000, 1000, ticks).orElseThrow();
    var car = List.of(found(Kind.CAR, 0.8, box(400, 400, 100, 100)));
    watch.unanswered(ask);
    assertEquals(List.of(), watch.answer(ask, car));
    var again = watch.wanted(1000, 1000, ticks).orElseThrow();
    watch.answer(again, car);
    watch.answer(again, car);
    assertEquals("", objects(), "one answer, twice");
  }

  @Test
  void kindsCountOnlyInTheirZones() {
    var zones = new LinkedHashMap<String, Set<Kind>>();
    zones.put("Drive", Set.of(Kind.CAR));
    watch =
        new Watch(
            new ObjectConfig(true, ObjectConfig.STANDARD.kinds(), zones, List.of()),
            (x, y) -> y > 0.5 ? List.of("Drive") : List.of());
    var below = box(400, 500, 100, 200);
    look(10, List.of(mover(1, below)), found(Kind.PERSON, 0.8, below));
    assertEquals("", objects());
    look(10, List.of(mover(1, below)), found(Kind.CAR, 0.8, below));
    assertEquals("1 car", objects());
    assertEquals(List.of("Drive"), watch.objects().getFirst().zones());
    var above = box(400, 100, 100, 200);
    look(10, List.of(mover(2, above)), found(Kind.PERSON, 0.8, above));
    assertTrue(objects().endsWith("person"), objects());
  }

  @Test
  void aBetterPictureIsAPortrait() {
    var small = box(400, 400, 50, 100);
    look(3, List.of(mover(1, small)), found(Kind.PERSON, 0.5, small));
    assertEquals(1, sittings.size(), "the one that gave it its name");
    assertEquals(1, sittings.getFirst().object());
    assertEquals(box(390, 380, 70, 140), rounded(sittings.getFirst().part()));
    look(20, List.of(mover(1, small)), found(Kind.PERSON, 0.5, small));
    assertEquals(1, sittings.size(), "none is better");
    var large = box(350, 300, 150, 300);
    look(20, List.of(mover(1, large)), found(Kind.PERSON, 0.5, large));
    assertEquals(2, sittings.size());
  }

  private static Box rounded(Box box) {
    return box(
        (int) Math.round(box.x() * 1e3),
        (int) Math.round(box.y() * 1e3),
        (int) Math.round(box.width() * 1e3),
        (int) Math.round(box.height() * 1e3));
  }

  @Test
  void otherKindsAreForgottenWhenTheyDoNotCountAnyMore() {
    var box = box(400, 400, 100, 100);
    look(8, List.of(mover(1, box)), found(Kind.CAT, 0.6, box));
    watch.use(new ObjectConfig(true, Map.of(Kind.DOG, 0.4), Map.of(), List.of()), Places.NONE);
    assertEquals("", objects());
  }

  @Test
  void numbersAreNotGivenTwice() {
    var boxes =
        List.of(
            box(100, 100, 100, 100),
            box(600, 600, 100, 100),
            box(100, 600, 100, 100),
            box(600, 100, 100, 100));
    var numbers = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      var box = boxes.get(i);
      look(8, List.of(mover(i, box)), found(Kind.CAR, 0.6, box));
      numbers.add(watch.objects().getLast().id());
    }
    assertEquals(List.of(1L, 2L, 3L, 4L), numbers);
    watch.forget();
    assertEquals("", objects());
    var box = boxes.getFirst();
    look(8, List.of(mover(9, box)), found(Kind.CAR, 0.6, box));
    assertEquals("5 car", objects());
  }
}
