package nightjar.governor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is done without, for people.
///
/// @param main pictures a second that are set, camera by camera
/// @param sub likewise
public record Words(List<Double> main, List<Double> sub) {
  /// One thing done without, and why.
  public record Line(Step step, String what, String why) {}

  /// Everything, in the order of steps.
  List<Line> all(State state) {
    var lines = new ArrayList<Line>();
    var shed = state.shed();
    var taken = state.taken();
    for (int i = 0; i < taken.size(); i++) {
      var step = taken.get(i).step();
      var what = what(step, shed);
      if (i + 1 == taken.size() || !what.equals(what(taken.get(i + 1).step(), shed))) {
        lines.add(new Line(step, what, taken.get(i).reason().words()));
      }
    }
    return lines;
  }

  private String what(Step step, Shed shed) {
    return switch (step) {
      case OBJECTS -> "objects looked for half as often";
      case MOTION -> "motion looked for half as often";
      case MAIN_SOME, MAIN_MORE, MAIN_MOST -> "main at " + rate(main, shed.mainRate());
      case SUB -> "sub at " + rate(sub, shed.sub());
      case VIEWERS_FEW, VIEWERS_ONE ->
          shed.moving() == 1 ? "video for one viewer" : "video for " + shed.moving() + " viewers";
    };
  }

  private static String rate(List<Double> set, double part) {
    if (set.stream().distinct().count() != 1) {
      return String.format(Locale.ROOT, "%.0f %% of its pictures", part * 100);
    }
    return String.format(Locale.ROOT, "%.0f fps", set.getFirst() * part);
  }

  /// The same in one line, such as `main at 10 fps: 82 °C`: what viewers see of it, or else all;
  /// empty when nothing is shed.
  String line(State state) {
    var all = all(state);
    var seen = all.stream().filter(line -> line.step().compareTo(Step.MOTION) > 0).toList();
    var said = seen.isEmpty() ? all : seen;
    return said.isEmpty()
        ? ""
        : said.stream().map(Line::what).collect(Collectors.joining(", "))
            + ": "
            + said.getLast().why();
  }
}
