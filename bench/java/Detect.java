import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.json.JsonObject;

/// What is recognised in clips of known truth, and what that costs.
final class Detect {
  private static final double LONGEST = 1e6; // seconds
  private static final double SAME = 0.4; // intersection over union
  private static final double GIVE = 1; // seconds by which the truth may be off
  private static final double NEAR = 0.5; // seconds around an object's time in which it has a place
  private static final double RATE = 4; // questions a second that are allowed

  private record Box(double x, double y, double width, double height) {
    double iou(Box other) {
      double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
      double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
      double shared = Math.max(0, across) * Math.max(0, down);
      return shared / (width * height + other.width * other.height - shared);
    }

    Box joined(Box other) {
      double left = Math.min(x, other.x);
      double top = Math.min(y, other.y);
      double right = Math.max(x + width, other.x + other.width);
      double bottom = Math.max(y + height, other.y + other.height);
      return new Box(left, top, right - left, bottom - top);
    }

    Box between(Box next, double part) {
      return new Box(
          x + (next.x - x) * part,
          y + (next.y - y) * part,
          width + (next.width - width) * part,
          height + (next.height - height) * part);
    }
  }

  private record Spot(double at, Box box) {}

  /// Something that is really there. The truth knows persons and cars; of a cyclist it says so in
  /// words, and the box is of rider and bicycle.
  private record Real(double start, double end, String kind, String what) {
    boolean touches(double from, double to) {
      return from <= end + GIVE && to >= start - GIVE;
    }

    boolean is(String named) {
      return kind.equals(named) || (named.equals("bicycle") && isCyclist());
    }

    boolean isCyclist() {
      return what.contains("cyclist");
    }

    /// No model can call it a person.
    boolean isOnlyAPart() {
      return what.contains("hand");
    }
  }

  private record Truth(
      String file, double duration, List<Real> real, List<Real> events, Map<String, List<Spot>> boxes) {}

  /// What was named, and where it was when.
  private record Named(String kind, double start, double end, List<Spot> path) {
    Optional<Box> at(double t) {
      if (path.isEmpty() || t < start - NEAR || t > end + NEAR) {
        return Optional.empty();
      }
      var before = path.getFirst();
      for (var spot : path) {
        if (spot.at >= t && spot.at > before.at) {
          double part = Math.max(0, (t - before.at) / (spot.at - before.at));
          return Optional.of(before.box.between(spot.box, part));
        }
        before = spot;
      }
      return Optional.of(before.box);
    }
  }

  private record Told(double start, double end, List<Named> objects) {}

  private record Said(List<Told> events, double asked, double askedSeconds, double cpu) {
    List<Named> objects() {
      return events.stream().flatMap(event -> event.objects.stream()).toList();
    }
  }

  public static void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    var truth = root.resolveSibling("shared/clips/GROUND_TRUTH.json");
    boolean ungated = true;
    boolean boxes = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--gated-only" -> ungated = false;
        case "--boxes" -> boxes = true;
        case "--truth" -> truth = Path.of(args[++i]);
        default -> throw new IllegalArgumentException("not understood: " + args[i]);
      }
    }
    if (!Files.exists(truth)) {
      System.out.println("There are no clips: " + truth);
      return;
    }
    var clips = truths(truth);
    System.out.println("What moves, as it moves");
    var gated = new Sum(boxes);
    for (var clip : clips) {
      gated.add(clip, said(root, truth.resolveSibling(clip.file), clip, true));
    }
    gated.print();
    if (ungated) {
      System.out.println("\nEvery picture, whole");
      var whole = new Sum(false);
      for (var clip : clips) {
        whole.add(clip, said(root, truth.resolveSibling(clip.file), clip, false));
      }
      whole.print();
      say(
          "%nasked, with gating to without: %.3f; boxes found: %.2f to %.2f",
          (double) gated.asked / whole.asked, gated.boxesFound(), whole.boxesFound());
    }
    System.out.println();
    if (!gated.isGood()) {
      System.exit(1);
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static List<Truth> truths(Path file) throws Exception {
    var clips = new ArrayList<Truth>();
    for (var clip : JsonObject.parse(Files.readString(file)).objects("clips")) {
      double width = clip.number("width", 1, LONGEST);
      double height = clip.number("height", 1, LONGEST);
      var boxes = new TreeMap<String, List<Spot>>();
      if (clip.has("boxes")) {
        for (var box : clip.objects("boxes")) {
          var where =
              new Box(
                  box.number("x", 0, LONGEST) / width,
                  box.number("y", 0, LONGEST) / height,
                  box.number("w", 0, LONGEST) / width,
                  box.number("h", 0, LONGEST) / height);
          boxes
              .computeIfAbsent(box.string("cls"), _ -> new ArrayList<>())
              .add(new Spot(box.number("t", 0, LONGEST), where));
        }
      }
      var real = new ArrayList<Real>();
      for (var one : clip.objects("relevant")) {
        real.add(
            new Real(
                one.number("start", 0, LONGEST),
                one.number("end", 0, LONGEST),
                one.string("cls"),
                one.string("what")));
      }
      var events = new ArrayList<Real>();
      for (var one : clip.objects("events")) {
        events.add(new Real(one.number("start", 0, LONGEST), one.number("end", 0, LONGEST), "", ""));
      }
      clips.add(
          new Truth(
              clip.string("file"), clip.number("duration", 0, LONGEST), real, events, boxes));
    }
    return clips;
  }

  private static Said said(Path root, Path clip, Truth truth, boolean gated) throws Exception {
    var command =
        new ArrayList<>(List.of(root.resolve("nightjar").toString(), "analyze", "--json", clip.toString()));
    if (!gated) {
      command.add("--ungated");
    }
    var program = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var said = JsonObject.parse(new String(program.getInputStream().readAllBytes()).strip());
    if (program.waitFor() != 0 || !said.has("asked")) {
      throw new IllegalStateException("nothing was recognised in " + clip);
    }
    return new Said(
        gated ? events(said) : seen(said, truth),
        said.number("asked", 0, LONGEST),
        said.number("askedSeconds", 0, LONGEST),
        said.number("cpuSeconds", 0, LONGEST));
  }

  private static List<Told> events(JsonObject said) throws Exception {
    var events = new ArrayList<Told>();
    for (var event : said.objects("events")) {
      var objects = new ArrayList<Named>();
      for (var object : event.objects("objects")) {
        var path = new ArrayList<Spot>();
        for (var spot : object.rows("path", 5)) {
          path.add(new Spot(spot.getFirst(), box(spot.subList(1, 5))));
        }
        objects.add(
            new Named(
                object.string("kind"),
                object.number("start", 0, LONGEST),
                object.number("end", 0, LONGEST),
                path));
      }
      events.add(
          new Told(event.number("start", 0, LONGEST), event.number("end", 0, LONGEST), objects));
    }
    return events;
  }

  /// Each thing that was seen in a picture as if it was one for that moment; events are the truth's.
  private static List<Told> seen(JsonObject said, Truth truth) throws Exception {
    var all = new ArrayList<Named>();
    if (said.has("seen")) {
      for (var one : said.objects("seen")) {
        double at = one.number("at", 0, LONGEST);
        all.add(
            new Named(
                one.string("kind"),
                at,
                at,
                List.of(new Spot(at, box(one.rows("boxes", 4).getFirst())))));
      }
    }
    var events = new ArrayList<Told>();
    events.add(new Told(0, truth.duration, all));
    return events;
  }

  private static Box box(List<Double> numbers) {
    return new Box(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  private static final class Tally {
    int there;
    int found;
  }

  /// One table.
  private static final class Sum {
    private final boolean lists;
    private final List<String> rows = new ArrayList<>();
    private final Map<String, Tally> kinds = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();
    private int events;
    private int named;
    private int objects;
    private int wrong;
    private int extra;
    private double asked;
    private double askedSeconds;
    private double duration;
    private double busiest;

    Sum(boolean lists) {
      this.lists = lists;
    }

    void add(Truth truth, Said said) {
      var here = new TreeMap<String, Tally>();
      truth.boxes.forEach(
          (kind, spots) -> {
            for (var spot : spots) {
              look(truth, said, kind, spot, here);
            }
          });
      int eventsBefore = events;
      int namedBefore = named;
      events(truth, said);
      int wrongHere = 0;
      for (var object : said.objects()) {
        if (!isRight(truth, object)) {
          wrongHere++;
          missed.add(
              String.format(
                  Locale.ROOT,
                  "%s: %s from %.1f to %.1f s is none",
                  truth.file,
                  object.kind,
                  object.start,
                  object.end));
        }
      }
      int extraHere = extra(truth, said);
      var tally = new StringBuilder();
      here.forEach((kind, of) -> tally.append(" %s %d/%d".formatted(kind, of.found, of.there)));
      rows.add(
          String.format(
              Locale.ROOT,
              "%-26s %3d/%-3d %5d %5d %5d %7.2f %6.1f %6.1f  %s",
              truth.file.replace(".mp4", ""),
              named - namedBefore,
              events - eventsBefore,
              said.objects().size(),
              wrongHere,
              extraHere,
              said.asked / truth.duration,
              said.asked == 0 ? 0 : 1000 * said.askedSeconds / said.asked,
              100 * said.askedSeconds / truth.duration,
              tally.toString().strip()));
      objects += said.objects().size();
      wrong += wrongHere;
      extra += extraHere;
      asked += said.asked;
      askedSeconds += said.askedSeconds;
      duration += truth.duration;
      busiest = Math.max(busiest, said.asked / truth.duration);
    }

    private void look(Truth truth, Said said, String kind, Spot spot, Map<String, Tally> here) {
      count(truth, kind, spot, place(said, kind, spot), here);
      if (kind.equals("person") && isCyclist(truth, spot)) {
        count(truth, "bicycle", spot, place(said, "bicycle", spot), here);
      }
    }

    private void count(
        Truth truth, String kind, Spot spot, double iou, Map<String, Tally> here) {
      for (var tally : List.of(here, kinds)) {
        var of = tally.computeIfAbsent(kind, _ -> new Tally());
        of.there++;
        of.found += iou >= SAME ? 1 : 0;
      }
      if (iou < SAME) {
        missed.add(
            String.format(
                Locale.ROOT, "%s: no %s at %.1f s (%.2f)", truth.file, kind, spot.at, iou));
      }
    }

    /// How well the best of that kind lies there. A rider's box is of both, in the truth.
    private static double place(Said said, String kind, Spot spot) {
      double best = 0;
      for (var object : said.objects()) {
        var box = object.at(spot.at);
        if (box.isEmpty() || !object.kind.equals(kind)) {
          continue;
        }
        best = Math.max(best, box.get().iou(spot.box));
        for (var other : said.objects()) {
          var beside = other.at(spot.at);
          if (beside.isPresent() && !other.kind.equals(kind) && goTogether(kind, other.kind)) {
            best = Math.max(best, box.get().joined(beside.get()).iou(spot.box));
          }
        }
      }
      return best;
    }

    private static boolean goTogether(String one, String other) {
      return List.of("person", "bicycle").containsAll(List.of(one, other));
    }

    private static boolean isCyclist(Truth truth, Spot spot) {
      return truth.real.stream()
          .filter(real -> real.kind.equals("person") && real.start <= spot.at && real.end >= spot.at)
          .allMatch(Real::isCyclist);
    }

    private void events(Truth truth, Said said) {
      for (var event : truth.events) {
        for (var kind : List.of("person", "car")) {
          boolean there =
              truth.real.stream()
                  .anyMatch(
                      real ->
                          real.kind.equals(kind)
                              && !real.isOnlyAPart()
                              && real.start >= event.start
                              && real.end <= event.end);
          if (there) {
            events++;
            boolean said1 =
                said.objects().stream()
                    .anyMatch(o -> o.kind.equals(kind) && event.touches(o.start, o.end));
            named += said1 ? 1 : 0;
            if (!said1) {
              missed.add(
                  String.format(
                      Locale.ROOT, "%s: no %s in the event at %.1f s", truth.file, kind, event.start));
            }
          }
        }
      }
    }

    /// There was one then; and where the truth has boxes then, it was in the place of one.
    private static boolean isRight(Truth truth, Named object) {
      if (truth.real.stream()
          .noneMatch(real -> real.is(object.kind) && real.touches(object.start, object.end))) {
        return false;
      }
      var of = object.kind.equals("bicycle") ? "person" : object.kind;
      var then =
          truth.boxes.getOrDefault(of, List.of()).stream()
              .filter(spot -> spot.at >= object.start && spot.at <= object.end)
              .toList();
      return then.isEmpty()
          || then.stream()
              .anyMatch(spot -> object.at(spot.at).filter(b -> b.iou(spot.box) > 0.1).isPresent());
    }

    /// What was named twice.
    private static int extra(Truth truth, Said said) {
      int extra = 0;
      for (var kind : List.of("person", "car", "bicycle")) {
        long there = truth.real.stream().filter(real -> real.is(kind)).count();
        long told = said.objects().stream().filter(object -> object.kind.equals(kind)).count();
        extra += (int) Math.max(0, told - there);
      }
      return extra;
    }

    double boxesFound() {
      int there = kinds.values().stream().mapToInt(tally -> tally.there).sum();
      int found = kinds.values().stream().mapToInt(tally -> tally.found).sum();
      return there == 0 ? 1 : (double) found / there;
    }

    boolean isGood() {
      return named == events && wrong <= 0.05 * objects && busiest <= RATE && boxesFound() >= 0.8;
    }

    void print() {
      say("clip                         events named wrong extra   ask/s     ms  %% time  boxes found");
      rows.forEach(row -> say("%s", row));
      say("events that name a person or a car that is in them: %d of %d (goal: all)", named, events);
      say(
          "named wrongly: %d of %d, %.1f %% (goal: 5 %% at most); named more than once: %d",
          wrong, objects, objects == 0 ? 0 : 100.0 * wrong / objects, extra);
      var words = new StringBuilder();
      kinds.forEach(
          (kind, of) -> words.append(", %s %d of %d".formatted(kind, of.found, of.there)));
      say("boxes found: %.0f %% (goal: 80 %% at least)%s", 100 * boxesFound(), words);
      say(
          "asked %.2f times a second, %.2f in the busiest clip (goal: %.0f at most), %.1f ms each, %.1f %% of the time",
          asked / duration,
          busiest,
          RATE,
          asked == 0 ? 0 : 1000 * askedSeconds / asked,
          100 * askedSeconds / duration);
      if (lists) {
        missed.sort(Comparator.naturalOrder());
        missed.forEach(line -> say("  %s", line));
      }
    }
  }
}
