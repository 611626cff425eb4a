package nightjar;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Models;
import nightjar.detect.ObjectConfig;
import nightjar.event.Event;
import nightjar.event.EventConfig;
import nightjar.json.Json;
import nightjar.motion.MotionConfig;

/// `analyze`: what the engine would have found in clips, and why.
final class AnalyzeCommand {
  private AnalyzeCommand() {}

  /// What is looked with.
  private record Terms(
      MotionConfig motion, EventConfig events, ObjectConfig objects, DetectorConfig detector) {
    static final Terms STANDARD =
        new Terms(
            MotionConfig.STANDARD,
            EventConfig.STANDARD,
            ObjectConfig.STANDARD,
            DetectorConfig.STANDARD);
  }

  static void run(Arguments args, PrintStream out, PrintStream err) throws Exit {
    if (args.rest().isEmpty()) {
      throw new Exit(Exit.USAGE, "analyze needs one clip or more, such as clip.mp4");
    }
    var terms = terms(args);
    if (args.flag("no-objects") || !terms.objects.on()) {
      analyze(args, terms, Optional.empty(), out);
      return;
    }
    try (var net = Models.of(terms.detector).open()) {
      double rate = terms.detector.rate().orElse(DetectorConfig.USUAL_RATE);
      var recognition = new Recognition.Terms(net, terms.objects, rate, !args.flag("ungated"));
      analyze(args, terms, Optional.of(recognition), out);
    } catch (IOException e) {
      err.println("nightjar: nothing is recognised, only motion found: " + e.getMessage());
      analyze(args, terms, Optional.empty(), out);
    }
  }

  private static void analyze(
      Arguments args, Terms terms, Optional<Recognition.Terms> recognition, PrintStream out)
      throws Exit {
    for (var clip : args.rest()) {
      var analysis = analysis(clip, terms, recognition);
      if (args.flag("json")) {
        out.println(Json.text(json(clip, analysis)));
      } else {
        print(clip, analysis, out);
      }
    }
  }

  private static Terms terms(Arguments args) throws Exit {
    if (args.option("config").isEmpty()) {
      if (args.option("camera").isPresent()) {
        throw new Exit(Exit.USAGE, "--camera is one of a settings file: give --config too");
      }
      return Terms.STANDARD;
    }
    try {
      var settings = Settings.read(ServeCommand.file(args));
      var camera = camera(settings, args);
      return new Terms(
          camera.motion().orElse(MotionConfig.STANDARD),
          settings.events().course(),
          camera.objects().orElse(ObjectConfig.STANDARD),
          settings.detector());
    } catch (BadConfigException e) {
      throw new Exit(Exit.CONFIG, String.valueOf(e.getMessage()));
    }
  }

  private static Settings.CameraSettings camera(Settings settings, Arguments args) throws Exit {
    var wanted = args.option("camera");
    for (var camera : settings.cameras()) {
      if (wanted.isEmpty() || camera.name().equals(wanted.get())) {
        return camera;
      }
    }
    throw new Exit(
        Exit.CONFIG,
        wanted
            .map(name -> "there is no camera \"%s\" in the settings file".formatted(name))
            .orElse("there is no camera in the settings file"));
  }

  private static Analysis analysis(
      String clip, Terms terms, Optional<Recognition.Terms> recognition) throws Exit {
    try {
      return Analysis.of(Path.of(clip), terms.motion, terms.events, recognition);
    } catch (IOException e) {
      throw new Exit(Exit.NO_INPUT, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException _) { // no path here
      throw new Exit(Exit.NO_INPUT, clip + " cannot be a file's name here");
    }
  }

  private static Map<String, Object> json(String clip, Analysis analysis) {
    var json =
        Json.object(
            "clip", clip,
            "duration", seconds(analysis.duration()),
            "cpuSeconds", seconds(analysis.cpu()),
            "motionSeconds", seconds(analysis.motionCpu()),
            "pictures", analysis.pictures(),
            "looked", analysis.looked());
    analysis
        .recognised()
        .ifPresent(
            recognised -> {
              json.put("asked", recognised.asks());
              json.put("askedSeconds", seconds(recognised.nanos()));
              if (!recognised.seen().isEmpty()) {
                json.put("seen", recognised.seen().stream().map(AnalyzeCommand::json).toList());
              }
            });
    json.put("events", analysis.events().stream().map(event -> json(event, analysis)).toList());
    return json;
  }

  private static Map<String, Object> json(Recognition.Seen seen) {
    var box = seen.found().box();
    return Json.object(
        "at", seconds(seen.ticks() - Analysis.ORIGIN),
        "kind", seen.found().kind().word(),
        "score", rounded(seen.found().score()),
        "boxes",
            List.of(
                numbers(
                    new Event.Box(
                        rounded(box.x()),
                        rounded(box.y()),
                        rounded(box.width()),
                        rounded(box.height())))));
  }

  private static Map<String, Object> json(Event event, Analysis analysis) {
    var summary = event.summary();
    var json =
        Json.object(
            "start", analysis.seconds(summary.start()),
            "end", analysis.seconds(summary.end()),
            "confirmed", analysis.seconds(event.confirmed()),
            "score", summary.score(),
            "area", summary.area(),
            "zones", summary.zones(),
            "from", summary.from(),
            "to", summary.to(),
            "why", summary.why(),
            "ended", event.ended(),
            "tracks", event.tracks().stream().map(track -> json(track, analysis)).toList());
    if (analysis.recognised().isPresent()) {
      json.put("objects", event.objects().stream().map(object -> json(object, analysis)).toList());
    }
    return json;
  }

  private static Map<String, Object> json(Event.Sighting object, Analysis analysis) {
    return Json.object(
        "kind", object.kind(),
        "score", rounded(object.score()),
        "start", analysis.seconds(object.first()),
        "end", analysis.seconds(object.last()),
        "box", numbers(object.box()),
        "path",
            object.path().stream()
                .map(
                    spot -> {
                      var numbers = new ArrayList<Object>();
                      numbers.add(analysis.seconds(spot.at()));
                      numbers.addAll(numbers(spot.box()));
                      return numbers;
                    })
                .toList());
  }

  private static List<Double> numbers(Event.Box box) {
    return List.of(box.x(), box.y(), box.width(), box.height());
  }

  private static Map<String, Object> json(Event.Track track, Analysis analysis) {
    return Json.object(
        "start", analysis.seconds(track.first()),
        "end", analysis.seconds(track.last()),
        "from", track.from(),
        "to", track.to(),
        "zones", track.zones(),
        "box", numbers(track.box()));
  }

  private static double rounded(double part) {
    return Math.round(part * 10_000) / 10_000.0;
  }

  private static void print(String clip, Analysis analysis, PrintStream out) {
    double duration = Math.max(1e-3, analysis.duration() / 1e9);
    out.printf(
        "%s: %.1f s, %d event%s; %.1f ms of a core a second of video, %.1f of them for motion%s%n",
        clip,
        duration,
        analysis.events().size(),
        analysis.events().size() == 1 ? "" : "s",
        analysis.cpu() / 1e6 / duration,
        analysis.motionCpu() / 1e6 / duration,
        analysis.recognised().map(all -> asked(all, duration)).orElse(""));
    for (var event : analysis.events()) {
      var summary = event.summary();
      out.printf(
          "  %7.2f to %7.2f  %s%n",
          analysis.seconds(summary.start()), analysis.seconds(summary.end()), summary.why());
    }
  }

  private static String asked(Recognition.Result all, double duration) {
    return ", %.1f for asking %d times what it is"
        .formatted(all.nanos() / 1e6 / duration, all.asks());
  }

  /// To the millisecond.
  private static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1e3;
  }
}
