package nightjar;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.event.Event;
import nightjar.event.EventConfig;
import nightjar.json.Json;
import nightjar.motion.MotionConfig;

/// `analyze`: what the engine would have found in clips, and why.
final class AnalyzeCommand {
  private AnalyzeCommand() {}

  /// What is looked with.
  private record Terms(MotionConfig motion, EventConfig events) {
    static final Terms STANDARD = new Terms(MotionConfig.STANDARD, EventConfig.STANDARD);
  }

  static void run(Arguments args, PrintStream out) throws Exit {
    if (args.rest().isEmpty()) {
      throw new Exit(Exit.USAGE, "analyze needs one clip or more, such as clip.mp4");
    }
    var terms = terms(args);
    for (var clip : args.rest()) {
      var analysis = analysis(clip, terms);
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
      return new Terms(camera.motion().orElse(MotionConfig.STANDARD), settings.events().course());
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

  private static Analysis analysis(String clip, Terms terms) throws Exit {
    try {
      return Analysis.of(Path.of(clip), terms.motion, terms.events);
    } catch (IOException e) {
      throw new Exit(Exit.NO_INPUT, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException _) { // no path here
      throw new Exit(Exit.NO_INPUT, clip + " cannot be a file's name here");
    }
  }

  private static Map<String, Object> json(String clip, Analysis analysis) {
    return Json.object(
        "clip", clip,
        "duration", seconds(analysis.duration()),
        "cpuSeconds", seconds(analysis.cpu()),
        "motionSeconds", seconds(analysis.motionCpu()),
        "pictures", analysis.pictures(),
        "looked", analysis.looked(),
        "events", analysis.events().stream().map(event -> json(event, analysis)).toList());
  }

  private static Map<String, Object> json(Event event, Analysis analysis) {
    var summary = event.summary();
    return Json.object(
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
  }

  private static Map<String, Object> json(Event.Track track, Analysis analysis) {
    return Json.object(
        "start", analysis.seconds(track.first()),
        "end", analysis.seconds(track.last()),
        "from", track.from(),
        "to", track.to(),
        "zones", track.zones(),
        "box",
            List.of(track.box().x(), track.box().y(), track.box().width(), track.box().height()));
  }

  private static void print(String clip, Analysis analysis, PrintStream out) {
    double duration = Math.max(1e-3, analysis.duration() / 1e9);
    out.printf(
        "%s: %.1f s, %d event%s; %.1f ms of a core a second of video, %.1f of them for motion%n",
        clip,
        duration,
        analysis.events().size(),
        analysis.events().size() == 1 ? "" : "s",
        analysis.cpu() / 1e6 / duration,
        analysis.motionCpu() / 1e6 / duration);
    for (var event : analysis.events()) {
      var summary = event.summary();
      out.printf(
          "  %7.2f to %7.2f  %s%n",
          analysis.seconds(summary.start()), analysis.seconds(summary.end()), summary.why());
    }
  }

  /// To the millisecond.
  private static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1e3;
  }
}
