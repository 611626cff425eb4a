package nightjar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nightjar.alert.Crossing.Spot;
import nightjar.alert.Simulation;
import nightjar.alert.Simulation.Past;
import nightjar.event.Event;
import nightjar.event.Events;
import nightjar.http.Alerting;

/// What happened, in the words of rules that are tried on it.
record PastEvents(Events events) implements Alerting.Past {
  @Override
  public List<Past> since(String camera, long from) throws IOException {
    var all = new ArrayList<Past>();
    events.since(camera, from, event -> all.add(past(event)));
    return all;
  }

  private static Past past(Event event) {
    return new Past(
        event.summary().camera(),
        event.summary().id(),
        event.confirmed(),
        event.tracks().stream().map(PastEvents::way).toList(),
        event.objects().stream().map(PastEvents::thing).toList());
  }

  private static Simulation.Way way(Event.Track track) {
    double down = track.box().height() * 0.4; // from the middle to where it stands
    var steps =
        track.path().stream()
            .map(at -> new Simulation.Step(at.at(), new Spot(at.x(), at.y() + down)))
            .toList();
    return new Simulation.Way(track.id(), steps, track.zones());
  }

  private static Simulation.Thing thing(Event.Sighting seen) {
    var steps = seen.path().stream().map(PastEvents::step).toList();
    var way = new Simulation.Way(seen.id(), steps, seen.zones());
    return new Simulation.Thing(seen.kind(), seen.first(), seen.last(), way);
  }

  private static Simulation.Step step(Event.Spot at) {
    var box = at.box();
    return new Simulation.Step(
        at.at(), new Spot(box.x() + box.width() / 2, box.y() + box.height() * 0.9));
  }
}
