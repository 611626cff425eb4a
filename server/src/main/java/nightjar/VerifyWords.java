package nightjar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightjar.json.Json;
import nightjar.record.file.Chain;
import nightjar.record.file.ExportCheck;
import nightjar.record.file.Verdict;

/// What `verify` says, to people and to programs.
final class VerifyWords {
  private final DateTimeFormatter moment;
  private final DateTimeFormatter clock;

  VerifyWords(ZoneId zone) {
    moment = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT).withZone(zone);
    clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  String line(Checked checked) {
    var line = new StringBuilder(checked.file() + ": " + said(checked.verdict()));
    if (checked.parts().size() > 1) {
      for (var part : checked.parts()) {
        line.append("\n  ").append(part.heading().camera()).append(": ");
        line.append(said(part.verdict()));
      }
    }
    return line.toString();
  }

  private String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole(long from, long to, boolean mended) ->
          "whole, " + span(from, to) + (mended ? ", closed after a power cut" : "");
      case Verdict.Cut(long at) -> "cut at " + at(at) + "; nothing proves what is before";
      case Verdict.Changed(String what, long from, long to) ->
          "changed: " + what + (from == 0 ? "" : ", " + span(from, to));
      case Verdict.Foreign(String why) -> "foreign: " + why;
      case Verdict.Unsealed(long from, long to) ->
          "not sealed yet, %s; nothing proves it".formatted(span(from, to));
    };
  }

  /// What is wrong with a camera's files taken together, and how many are right.
  String lines(VerifyWalk.Camera camera) {
    var lines = new StringBuilder();
    for (var fault : camera.faults()) {
      lines.append("%s: %s%n".formatted(camera.name(), said(fault)));
    }
    lines.append(
        "%s: %d of %d files whole%s%n"
            .formatted(
                camera.name(),
                camera.whole(),
                camera.files(),
                camera.from() == 0 ? "" : ", " + span(camera.from(), camera.to())));
    return lines.toString();
  }

  private String said(Chain.Fault fault) {
    return switch (fault) {
      case Chain.Fault.Missing(long first, long last, long after, long before) ->
          "%s missing, %s: removed to make room, or by somebody"
              .formatted(
                  first == last
                      ? "file " + first + " is"
                      : "files " + first + " to " + last + " are",
                  after == 0
                      ? "before " + at(before)
                      : "between %s and %s".formatted(at(after), at(before)));
      case Chain.Fault.Broken(String before, String file) ->
          before.isEmpty()
              ? file + " is the first of a chain, and says that one comes before it"
              : "%s does not follow %s, though its number does".formatted(file, before);
      case Chain.Fault.Twice(long number, String one, String other) ->
          "%s and %s both say they are number %d".formatted(one, other, number);
    };
  }

  String json(Checked checked) {
    var object = json(checked.verdict());
    object.put("file", checked.file().toString());
    checked.heading().ifPresent(heading -> object.put("camera", heading.camera()));
    checked.heading().ifPresent(heading -> object.put("rendition", heading.rendition()));
    checked.link().ifPresent(link -> object.put("number", link.number()));
    if (!checked.parts().isEmpty()) {
      object.put("parts", checked.parts().stream().map(VerifyWords::json).toList());
    }
    return Json.text(object);
  }

  private static Map<String, Object> json(ExportCheck.Part part) {
    var object = json(part.verdict());
    object.put("camera", part.heading().camera());
    object.put("rendition", part.heading().rendition());
    object.put("number", part.number());
    return object;
  }

  private static Map<String, Object> json(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole(long from, long to, boolean mended) ->
          Json.object("verdict", "whole", "from", from, "to", to, "mended", mended);
      case Verdict.Cut(long at) -> Json.object("verdict", "cut", "at", at);
      case Verdict.Changed(String what, long from, long to) ->
          Json.object("verdict", "changed", "what", what, "from", from, "to", to);
      case Verdict.Foreign(String why) -> Json.object("verdict", "foreign", "why", why);
      case Verdict.Unsealed(long from, long to) ->
          Json.object("verdict", "unsealed", "from", from, "to", to);
    };
  }

  String json(VerifyWalk.Camera camera) {
    List<Map<String, Object>> faults = camera.faults().stream().map(VerifyWords::json).toList();
    return Json.text(
            Json.object(
                "camera", camera.name(),
                "files", camera.files(),
                "whole", camera.whole(),
                "faults", faults))
        + "\n";
  }

  private static Map<String, Object> json(Chain.Fault fault) {
    return switch (fault) {
      case Chain.Fault.Missing(long first, long last, long after, long before) ->
          Json.object(
              "fault", "missing", "first", first, "last", last, "after", after, "before", before);
      case Chain.Fault.Broken(String before, String file) ->
          Json.object("fault", "broken", "before", before, "file", file);
      case Chain.Fault.Twice(long number, String one, String other) ->
          Json.object("fault", "twice", "number", number, "files", List.of(one, other));
    };
  }

  private String span(long from, long to) {
    return moment.format(instant(from)) + " to " + clock.format(instant(to));
  }

  private String at(long micros) {
    return moment.format(instant(micros));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
