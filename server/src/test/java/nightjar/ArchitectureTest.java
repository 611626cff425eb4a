package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/// The dependency rule of docs/design/architecture.md, read off the compiled classes.
class ArchitectureTest {
  /// What each package may use. Absent means any: only the wiring in the root package.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("base", Set.of()),
          Map.entry("metrics", Set.of()),
          Map.entry("logging", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("qr", Set.of()),
          Map.entry("auth", Set.of("json", "qr", "posix", "base")),
          Map.entry("ffmpeg", Set.of("media", "base")),
          Map.entry("posix", Set.of()),
          Map.entry("v4l2", Set.of("posix", "base")),
          Map.entry("media", Set.of("base")),
          Map.entry("codec.h264", Set.of("media", "base")),
          Map.entry("container.fmp4", Set.of("codec.h264", "media", "base")),
          Map.entry("stream", Set.of("container.fmp4", "codec.h264", "media", "base")),
          Map.entry("filter", Set.of("media", "base")),
          Map.entry("motion", Set.of("json", "media", "base")),
          Map.entry("event", Set.of("json", "base")),
          Map.entry("tflite", Set.of("posix", "base")),
          Map.entry("detect", Set.of("tflite", "posix", "json", "media", "base")),
          Map.entry("record.file", Set.of("container.fmp4", "codec.h264", "media", "json", "base")),
          Map.entry("record.store", Set.of("record.file", "media", "json", "base")),
          Map.entry(
              "record",
              Set.of(
                  "record.store",
                  "record.file",
                  "stream",
                  "container.fmp4",
                  "posix",
                  "media",
                  "json",
                  "base")),
          Map.entry(
              "playback",
              Set.of(
                  "record.store",
                  "record.file",
                  "container.fmp4",
                  "codec.h264",
                  "ffmpeg",
                  "media",
                  "json",
                  "base")),
          Map.entry("camera", Set.of("filter", "json", "media", "base")),
          Map.entry("camera.demo", Set.of("camera", "media", "base")),
          Map.entry("camera.rpicam", Set.of("camera", "codec.h264", "posix", "media", "base")),
          Map.entry("camera.ffmpeg", Set.of("camera", "ffmpeg", "codec.h264", "media", "base")),
          Map.entry("decode", Set.of("stream", "ffmpeg", "codec.h264", "media", "base")),
          Map.entry(
              "camera.v4l2",
              Set.of("camera", "v4l2", "posix", "ffmpeg", "codec.h264", "media", "base")),
          Map.entry("encode", Set.of("media", "base")),
          Map.entry("encode.ffmpeg", Set.of("encode", "ffmpeg", "media", "base")),
          Map.entry(
              "encode.v4l2", Set.of("encode", "v4l2", "posix", "codec.h264", "media", "base")),
          Map.entry("live", Set.of("stream", "json", "media", "base")),
          Map.entry("governor", Set.of("posix", "base")),
          Map.entry("tls", Set.of("base")),
          Map.entry("watch", Set.of("json", "base")),
          Map.entry("alert", Set.of("json", "base")),
          Map.entry("alert.mqtt", Set.of("alert", "json", "base")),
          Map.entry("alert.mail", Set.of("alert", "json", "base")),
          Map.entry("alert.webhook", Set.of("alert", "json", "base")),
          Map.entry("alert.ntfy", Set.of("alert", "json", "base")),
          Map.entry(
              "http",
              Set.of(
                  "live",
                  "alert",
                  "governor",
                  "motion",
                  "detect",
                  "event",
                  "record",
                  "record.store",
                  "record.file",
                  "playback",
                  "auth",
                  "qr",
                  "json",
                  "metrics",
                  "media",
                  "base")),
          Map.entry(
              "doctor",
              Set.of(
                  "camera",
                  "camera.rpicam",
                  "camera.v4l2",
                  "camera.demo",
                  "encode",
                  "encode.v4l2",
                  "codec.h264",
                  "v4l2",
                  "governor",
                  "posix",
                  "media",
                  "base")),
          Map.entry(
              "config",
              Set.of(
                  "http",
                  "alert",
                  "alert.mqtt",
                  "alert.mail",
                  "alert.webhook",
                  "alert.ntfy",
                  "auth",
                  "tls",
                  "camera",
                  "encode",
                  "event",
                  "filter",
                  "governor",
                  "motion",
                  "detect",
                  "record",
                  "record.store",
                  "stream",
                  "media",
                  "base")));

  private static final Pattern USE =
      Pattern.compile("^\\s+nightjar\\.?(\\S*) +-> nightjar\\.?(\\S*) ");

  @Test
  void packagesUseOnlyWhatTheyMay() {
    var broken = new TreeSet<String>();
    var packages = new TreeSet<String>();
    for (var line : jdeps().lines().toList()) {
      var m = USE.matcher(line);
      if (m.find() && !m.group(1).equals(m.group(2))) {
        packages.add(m.group(1));
        if (!m.group(1).isEmpty()
            && !MAY_USE.getOrDefault(m.group(1), Set.of()).contains(m.group(2))) {
          broken.add(m.group(1) + " -> " + m.group(2));
        }
      }
    }
    assertEquals(List.of(), List.copyOf(broken));
    assertFalse(packages.isEmpty());
  }

  private static String jdeps() {
    var out = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(out),
            new PrintWriter(out),
            "-verbose:package",
            "-filter:none",
            "--module-path",
            System.getProperty("jdk.module.path"),
            "--multi-release",
            "base",
            "target/classes");
    return out.toString();
  }
}
