package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever moves, whatever is answered, in whatever order.
class WatchPropertyTest {
  private static final int RUNS = 150;
  private static final int STEPS = 300;
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, -1e300, -0.0, 0, 1e-300, 1, 5
  };

  private static double number(Random random, boolean odd) {
    return odd && random.nextInt(40) == 0
        ? ODD[random.nextInt(ODD.length)]
        : random.nextDouble(-0.1, 1.1);
  }

  private static Box box(Random random, boolean odd) {
    return new Box(
        number(random, odd), number(random, odd), number(random, odd) / 3, number(random, odd) / 3);
  }

  private static List<Mover> movers(Random random, boolean odd) {
    var movers = new ArrayList<Mover>();
    for (int i = random.nextInt(random.nextInt(30) == 0 ? 120 : 5); i > 0; i--) {
      movers.add(
          new Mover(
              random.nextInt(12), box(random, odd), random.nextInt(3) > 0, random.nextInt(4) == 0));
    }
    return movers;
  }

  /// Some of it at places of movers.
  private static List<Found> found(Random random, List<Mover> movers, boolean odd) {
    var found = new ArrayList<Found>();
    var kinds = Kind.values();
    for (int i = random.nextInt(6); i > 0; i--) {
      var where =
          movers.isEmpty() || random.nextInt(3) == 0
              ? box(random, odd)
              : movers.get(random.nextInt(movers.size())).box();
      found.add(new Found(kinds[random.nextInt(kinds.length)], number(random, odd), where));
    }
    return found;
  }

  @Test
  void nothingBreaksIt() {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      var watch =
          new Watch(ObjectConfig.STANDARD, (x, _) -> x > 0.5 ? List.of("Right") : List.of());
      var old = new ArrayList<Ask>();
      long ticks = random.nextLong();
      List<Mover> movers = List.of();
      for (int step = 0; step < STEPS; step++) {
        ticks += random.nextInt(20) == 0 ? random.nextLong() : random.nextLong(400_000_000);
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> {
            movers = movers(random, true);
            watch.moved(movers, ticks);
          }
          case 3, 4 ->
              watch
                  .wanted(random.nextInt(2, 4000), random.nextInt(2, 4000), ticks)
                  .ifPresent(old::add);
          case 5, 6 -> {
            if (!old.isEmpty()) {
              var ask = old.get(random.nextInt(old.size()));
              check(watch.answer(ask, found(random, movers, true)));
            }
          }
          default -> {
            if (!old.isEmpty()) {
              watch.unanswered(old.get(random.nextInt(old.size())));
            }
          }
        }
        check(watch.objects(), "seed " + seed + ", step " + step);
      }
    }
  }

  private static void check(List<Sitting> sittings) {
    for (var one : sittings) {
      assertTrue(one.part().isSane() && one.part().within(new Box(0, 0, 1, 1)) > 0.999, "" + one);
    }
  }

  private static void check(List<Tracked> objects, String when) {
    var numbers = new HashSet<Long>();
    assertTrue(objects.size() <= 48, when);
    for (var one : objects) {
      assertTrue(numbers.add(one.id()), when);
      assertTrue(one.box().isSane(), when + ": " + one);
      assertTrue(one.box().x() >= 0 && one.box().right() <= 1 + 1e-9, when + ": " + one);
      assertTrue(one.box().y() >= 0 && one.box().bottom() <= 1 + 1e-9, when + ": " + one);
      assertTrue(one.score() > 0 && one.score() <= 1, when + ": " + one);
    }
  }

  /// An object has its kind from two answers that named it, each nearly sure enough.
  @Test
  void aKindNeedsTwoAnswersThatNameIt() {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      var watch = new Watch(ObjectConfig.STANDARD, Places.NONE);
      Map<Kind, Integer> named = new HashMap<>();
      long ticks = 0;
      for (int step = 0; step < STEPS; step++) {
        ticks += 100_000_000;
        var movers = movers(random, false);
        watch.moved(movers, ticks);
        var ask = watch.wanted(1280, 720, ticks);
        if (ask.isPresent()) {
          var found = found(random, movers, false);
          found.stream()
              .filter(one -> one.score() >= 0.34)
              .map(Found::kind)
              .distinct()
              .forEach(kind -> named.merge(kind, 1, Integer::sum));
          watch.answer(ask.get(), found);
        }
        for (var one : watch.objects()) {
          assertTrue(named.getOrDefault(one.kind(), 0) >= 2, "seed " + seed + ": " + one);
        }
      }
    }
  }

  /// Neither while nothing moves, nor beside a question that is out.
  @Test
  void askingHasItsBounds() {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      var watch = new Watch(ObjectConfig.STANDARD, Places.NONE);
      long ticks = 0;
      var counted = new HashSet<Long>();
      for (int step = 0; step < STEPS; step++) {
        ticks += random.nextLong(200_000_000);
        var movers = random.nextBoolean() ? List.<Mover>of() : movers(random, false);
        watch.moved(movers, ticks);
        var there = new HashSet<Long>();
        for (var mover : movers) {
          there.add(mover.id());
          if (mover.counts()) {
            counted.add(mover.id());
          }
        }
        counted.retainAll(there);
        var ask = watch.wanted(1280, 720, ticks);
        assertFalse(ask.isPresent() && counted.isEmpty(), "seed " + seed + ", step " + step);
        if (ask.isPresent()) {
          assertTrue(watch.wanted(1280, 720, ticks).isEmpty());
          watch.answer(ask.get(), found(random, movers, false));
        }
      }
    }
  }

  /// Whatever it was called before: three answers, or one once it is sure, and no more.
  @Test
  void whatStandsIsLeftInPeace() {
    for (int seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      var watch = new Watch(ObjectConfig.STANDARD, Places.NONE);
      var place = new Box(random.nextDouble(0.6), random.nextDouble(0.6), 0.2, 0.3);
      long ticks = 0;
      int asked = 0;
      for (int step = 0; step < 400; step++) {
        ticks += 100_000_000;
        watch.moved(List.of(new Mover(1, place, true, step >= 50)), ticks);
        var ask = watch.wanted(1280, 720, ticks);
        if (ask.isPresent()) {
          asked += step >= 50 ? 1 : 0;
          boolean seen = random.nextInt(4) > 0;
          watch.answer(ask.get(), seen ? List.of(new Found(Kind.CAR, 0.7, place)) : List.of());
        }
      }
      assertTrue(asked <= 3, "seed " + seed + ": " + asked);
    }
  }

  /// Many are parked, one after the other; the oldest go.
  @Test
  void parkedOnesAreBounded() {
    var watch = new Watch(ObjectConfig.STANDARD, Places.NONE);
    long ticks = 0;
    var there = new ArrayList<Found>();
    for (int i = 0; i < 100; i++) {
      var place = new Box(i % 10 / 10.0, i / 10 / 10.0, 0.08, 0.08);
      there.add(new Found(Kind.CAR, 0.7, place));
      for (int step = 0; step < 150; step++) {
        ticks += 100_000_000;
        watch.moved(List.of(new Mover(i, place, true, step > 20)), ticks);
        var ask = watch.wanted(1280, 720, ticks);
        if (ask.isPresent()) {
          watch.answer(ask.get(), there);
        }
      }
      ticks += 100_000_000;
      watch.moved(List.of(), ticks);
      assertEquals(Math.min(16, i + 1), watch.objects().size());
    }
  }
}
