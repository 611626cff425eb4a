package nightjar.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What a rule would have told of what was. Thinks only.
public final class Simulation {
  /// An event that is over.
  ///
  /// @param at when it was sure, in microseconds
  /// @param ways of what moved
  /// @param things that were recognised
  public record Past(String camera, String event, long at, List<Way> ways, List<Thing> things) {
    public Past {
      ways = List.copyOf(ways);
      things = List.copyOf(things);
    }
  }

  /// Something's way.
  ///
  /// @param zones in which it was
  public record Way(long id, List<Step> steps, List<String> zones) {
    public Way {
      steps = List.copyOf(steps);
      zones = List.copyOf(zones);
    }
  }

  /// Where it stood at a time.
  public record Step(long at, Crossing.Spot spot) {}

  /// @param way of its box
  /// @param last when it was seen last, in microseconds
  public record Thing(String kind, long first, long last, Way way) {}

  /// @param fired newest first
  /// @param heldBack by the rule's cool-down
  public record Outcome(List<Hit> fired, int heldBack) {
    public Outcome {
      fired = List.copyOf(fired);
    }
  }

  private final AlertRule rule;
  private final Judging judging;
  private final HashMap<String, Long> told = new HashMap<>(); // by camera
  private final List<Hit> fired = new ArrayList<>();
  private int heldBack;

  Simulation(AlertRule rule, Judging judging) {
    this.rule = rule;
    this.judging = judging;
  }

  /// Events in the order they happened.
  void see(Past event) {
    if (!rule.covers(event.camera)) {
      return;
    }
    for (var hit : hits(event)) {
      // The house is taken to have been in a mode in which the rule holds.
      var mode = rule.modes().stream().findFirst().orElse(HouseMode.HOME);
      var verdict = judging.judge(rule, hit, mode, Optional.ofNullable(told.get(hit.camera())));
      switch (verdict) {
        case NOT_NOW -> {}
        case COOLS_DOWN -> heldBack++;
        case TELL, GATHER -> {
          told.put(hit.camera(), hit.at());
          fired.add(hit);
        }
      }
    }
  }

  Outcome outcome() {
    return new Outcome(fired.reversed(), heldBack);
  }

  private List<Hit> hits(Past event) {
    return switch (rule.what()) {
      case What.Motion(var zone) ->
          zone.isEmpty() || event.ways.stream().anyMatch(way -> way.zones.contains(zone))
              ? List.of(Hits.motion(rule, event.camera, zone, event.event, event.at))
              : List.of();
      case What.Thing thing -> things(event, thing);
      case What.Line line -> crossings(event, line);
      case What.NoPicture _, What.DiskTrouble _, What.Heat _, What.FailedLogins _ -> List.of();
    };
  }

  /// Of zones only whether it was in them is kept, not when: it is taken to have been there all the
  /// time.
  private List<Hit> things(Past event, What.Thing what) {
    var hits = new ArrayList<Hit>();
    for (var thing : event.things) {
      long needed = what.longer().toNanos() / 1_000;
      boolean inZone = what.zone().isEmpty() || thing.way.zones.contains(what.zone());
      if (what.kinds().contains(thing.kind) && inZone && thing.last - thing.first >= needed) {
        var where = what.zone().isEmpty() ? event.camera : what.zone() + " of " + event.camera;
        hits.add(
            Hits.thing(
                rule,
                event.camera,
                thing.kind,
                thing.way.id,
                what.zone(),
                Hits.capital(thing.kind) + " at " + where,
                event.event,
                thing.first + needed));
      }
    }
    return hits;
  }

  private List<Hit> crossings(Past event, What.Line what) {
    var hits = new ArrayList<Hit>();
    var crossing = new Crossing(what.line());
    if (what.kinds().isEmpty()) {
      event.ways.forEach(way -> cross(event, what, crossing, way, "", hits));
    } else {
      for (var thing : event.things) {
        if (what.kinds().contains(thing.kind)) {
          cross(event, what, crossing, thing.way, thing.kind, hits);
        }
      }
    }
    return hits;
  }

  private void cross(
      Past event, What.Line what, Crossing crossing, Way way, String kind, List<Hit> hits) {
    for (var step : way.steps) {
      var side = crossing.step(way.id, step.spot, step.at * 1_000);
      if (side.isPresent() && what.way().includes(side.get())) {
        hits.add(
            Hits.line(rule, event.camera, kind, side.get(), event.event, hits.size() + 1, step.at));
      }
    }
  }
}
