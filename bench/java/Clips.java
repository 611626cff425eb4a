import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nightjar.json.JsonObject;

/// What is found in clips of known truth, by us and by Debian's motion.
final class Clips {
  private static final double GIVE = 1; // seconds by which an event may be off
  private static final double LONGEST = 1e6; // seconds

  private record Span(double start, double end) {
    double overlap(Span other) {
      return Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
    }

    Span wider(double by) {
      return new Span(start - by, end + by);
    }
  }

  /// @param neutral things that move and are neither right nor wrong
  private record Truth(
      String file, double duration, List<Span> events, List<Span> quiet, List<Span> neutral) {}

  /// @param motion the part of `cpu` that is not decoding, where that is known
  private record Found(List<Span> events, double cpu, double motion) {}

  public static void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    var truth = root.resolveSibling("shared/clips/GROUND_TRUTH.json");
    boolean peer = true;
    boolean films = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--no-peer" -> peer = false;
        case "--films" -> films = true;
        case "--truth" -> truth = Path.of(args[++i]);
        default -> throw new IllegalArgumentException("not understood: " + args[i]);
      }
    }
    if (!Files.exists(truth)) {
      System.out.println("There are no clips: " + truth);
      return;
    }
    var clips = clips(truth);
    var folder = truth.resolveSibling("");
    System.out.println("Nightjar, standard settings");
    var ours = new Sum();
    for (var clip : clips) {
      ours.add(clip, ours(root, folder.resolve(clip.file)));
    }
    ours.print();
    if (peer) {
      System.out.printf("%nDebian's motion, standard settings, films %s%n", films ? "on" : "off");
      var theirs = new Sum();
      for (var clip : clips) {
        theirs.add(clip, theirs(folder.resolve(clip.file), clip.duration, films));
      }
      theirs.print();
      System.out.printf(
          Locale.ROOT,
          "%nprocessor time, ours to theirs: %.2f; without decoding, which is the same for both: %.2f%n",
          ours.cpu / theirs.cpu,
          ours.motion / (theirs.cpu - ours.cpu + ours.motion));
    }
  }

  private static List<Truth> clips(Path truth) throws Exception {
    var clips = new ArrayList<Truth>();
    for (var clip : JsonObject.parse(Files.readString(truth)).objects("clips")) {
      clips.add(
          new Truth(
              clip.string("file"),
              clip.number("duration", 0, LONGEST),
              spans(clip, "events"),
              spans(clip, "quiet"),
              clip.has("objects") ? spans(clip, "objects") : List.of()));
    }
    return clips;
  }

  private static List<Span> spans(JsonObject of, String name) throws Exception {
    var spans = new ArrayList<Span>();
    for (var one : of.objects(name)) {
      spans.add(new Span(one.number("start", 0, LONGEST), one.number("end", 0, LONGEST)));
    }
    return spans;
  }

  private static Found ours(Path root, Path clip) throws Exception {
    var program =
        new ProcessBuilder(root.resolve("nightjar").toString(), "analyze", "--json", clip.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = JsonObject.parse(new String(program.getInputStream().readAllBytes()).strip());
    program.waitFor();
    return new Found(spans(said, "events"), said.number("cpuSeconds", 0, LONGEST), said.number("motionSeconds", 0, LONGEST));
  }

  // [0:ml1] [NTC] [EVT] [Nov 25 10:00:00] event_newfilename / "Motion detected - starting event 1"
  private static final Pattern LINE =
      Pattern.compile("(Motion detected - starting event|End of event)");

  /// At the clip's own pace, for it reads a file as it would a camera. It begins to look some
  /// seconds after its start and then again from the clip's start; events are told by the clock.
  private static Found theirs(Path clip, double duration, boolean films)
      throws IOException, InterruptedException {
    var dir = Files.createTempDirectory("motion");
    var settings = dir.resolve("motion.conf");
    Files.writeString(
        settings,
        """
        daemon off
        log_level 6
        target_dir %s
        netcam_url file://%s
        netcam_params capture_rate=pts
        framerate 15
        event_gap 3
        picture_output off
        movie_output %s
        webcontrol_port 0
        stream_port 0
        """
            .formatted(dir, clip, films ? "on" : "off"));
    var program =
        new ProcessBuilder(
                "sh", "-c", "timeout -s INT \"$1\" motion -n -c \"$2\" 2>&1; times", "sh",
                Long.toString(Math.round(duration + 3)), settings.toString())
            .start();
    long start = System.nanoTime();
    var events = new ArrayList<Span>();
    double began = -1;
    double cpu = 0;
    try (var lines = program.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        double now = (System.nanoTime() - start) / 1e9;
        if (line.matches("\\d+m[\\d.]+s \\d+m[\\d.]+s")) {
          cpu = seconds(line); // the last line: of its children
        } else if (LINE.matcher(line).find()) {
          if (line.contains("starting")) {
            began = now;
          } else if (began >= 0) {
            events.add(new Span(began, now));
            began = -1;
          }
        }
      }
    }
    if (began >= 0) {
      events.add(new Span(began, duration));
    }
    if (!program.waitFor(10, TimeUnit.SECONDS)) {
      program.destroy();
    }
    return new Found(events, cpu, 0);
  }

  private static double seconds(String times) {
    double sum = 0;
    for (var one : times.split(" ")) {
      var parts = one.replace("s", "").split("m");
      sum += 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]);
    }
    return sum;
  }

  /// One table.
  private static final class Sum {
    private final List<String> rows = new ArrayList<>();
    private int events;
    private int hits;
    private int found;
    private int wrong;
    private double duration;
    private double cpu;
    private double motion;

    void add(Truth truth, Found found) {
      int hit = 0;
      double covered = 0;
      double all = 0;
      var late = new ArrayList<String>();
      for (var event : truth.events) {
        boolean any = found.events.stream().anyMatch(f -> f.wider(GIVE).overlap(event) > 0);
        hit += any ? 1 : 0;
        all += event.end - event.start;
        covered += found.events.stream().mapToDouble(f -> f.overlap(event)).sum();
        late.add(
            found.events.stream()
                .filter(f -> f.overlap(event.wider(GIVE)) > 0)
                .mapToDouble(f -> Math.max(0, f.start - event.start))
                .min()
                .stream()
                .mapToObj(d -> "%.1f".formatted(d))
                .findFirst()
                .orElse("-"));
      }
      int bad = 0;
      for (var f : found.events) {
        boolean right = truth.events.stream().anyMatch(e -> f.overlap(e.wider(GIVE)) > 0);
        double neutral = truth.neutral.stream().mapToDouble(n -> f.overlap(n.wider(GIVE))).sum();
        bad += right || neutral >= 0.5 * (f.end - f.start) ? 0 : 1;
      }
      double quiet =
          truth.quiet.stream()
              .mapToDouble(q -> found.events.stream().mapToDouble(f -> f.overlap(q)).sum())
              .sum();
      rows.add(
          String.format(
              Locale.ROOT,
              "%-28s %3d/%-3d %5d %7s %6.1f  %6.1f  %s",
              truth.file.replace(".mp4", ""),
              hit,
              truth.events.size(),
              bad,
              all == 0 ? "-" : "%.0f %%".formatted(100 * covered / all),
              quiet,
              1000 * found.cpu / truth.duration,
              String.join(" ", late)));
      events += truth.events.size();
      hits += hit;
      this.found += found.events.size();
      wrong += bad;
      duration += truth.duration;
      cpu += found.cpu;
      motion += found.motion;
    }

    void print() {
      System.out.println(
          "clip                         found   false covered quiet s  ms/s   seconds late");
      rows.forEach(System.out::println);
      System.out.printf(
          Locale.ROOT,
          "recall %.2f, precision %.2f, %.1f ms of a core a second of video%n",
          (double) hits / events,
          found == 0 ? 1 : 1 - (double) wrong / found,
          1000 * cpu / duration);
    }
  }
}
