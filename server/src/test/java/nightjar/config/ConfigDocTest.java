package nightjar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/ref/config.md says what the code does: its example is read, and its table has every key.
class ConfigDocTest {
  private static final Path PAGE = Path.of("../docs/ref/config.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\|");
  private static final Pattern KNOWN =
      Pattern.compile("(\\S*)zzz: is no setting here; there are (.*)");

  @TempDir Path dir;

  @Test
  void theExampleIsRight() throws Exception {
    assertEquals(2, read(example()).cameras().size());
  }

  @Test
  void theTableHasEveryKeyAndNoOther() throws Exception {
    var documented = new TreeSet<String>();
    ROW.matcher(Files.readString(PAGE)).results().forEach(row -> documented.add(row.group(1)));
    assertEquals(known(), documented);
  }

  /// Asks the reader itself, by a key no level knows.
  private TreeSet<String> known() throws IOException {
    var wrong =
        """
        zzz: 1
        tls: {zzz: 1}
        login: {zzz: 1}
        audit: {zzz: 1}
        events: {zzz: 1, keep: {zzz: 1}}
        record: {zzz: 1, keep: {zzz: 1}}
        governor: {zzz: 1}
        objects: {zzz: 1}
        alerts:
          zzz: 1
          channels:
            MQTT: {kind: mqtt, url: "mqtt://a", zzz: 1}
            MAIL: {kind: mail, url: "smtp://a", zzz: 1}
            WEBHOOK: {kind: webhook, url: "http://a", zzz: 1}
            NTFY: {kind: ntfy, url: "http://a", zzz: 1}
        cameras:
          NAME: {source: demo, zzz: 1, main: {zzz: 1}, sub: {zzz: 1}, keep: {zzz: 1}, quiet: {zzz: 1}, motion: {zzz: 1, expert: {zzz: 1}}, objects: {zzz: 1}, overlay: {zzz: 1}, record: {zzz: 1, schedule: {zzz: 1}}}
          FILE: {source: file, file: a, zzz: 1}
          RPICAM: {source: rpicam, codec: h264, zzz: 1}
          WEBCAM: {source: v4l2, device: a, zzz: 1}
          RTSP: {source: rtsp, url: "rtsp://a", zzz: 1}
        """;
    var e = assertThrows(BadConfigException.class, () -> read(wrong));
    var keys = new TreeSet<String>();
    KNOWN
        .matcher(String.valueOf(e.getMessage()))
        .results()
        .forEach(
            m -> {
              for (var key : m.group(2).split(", ")) {
                keys.add(
                    m.group(1)
                            .replaceFirst("FILE|RPICAM|WEBCAM|RTSP|MQTT|MAIL|WEBHOOK|NTFY", "NAME")
                        + key);
              }
            });
    keys.removeAll(
        List.of(
            "tls",
            "login",
            "audit",
            "events",
            "events.keep",
            "record",
            "record.keep",
            "governor",
            "objects",
            "alerts")); // sections, not settings
    keys.remove("cameras.NAME.main");
    keys.remove("cameras.NAME.keep");
    keys.remove("cameras.NAME.quiet");
    keys.remove("cameras.NAME.motion");
    keys.remove("cameras.NAME.motion.expert");
    keys.remove("cameras.NAME.objects");
    keys.remove("cameras.NAME.overlay");
    keys.remove("cameras.NAME.record");
    keys.remove("cameras.NAME.record.schedule");
    return keys;
  }

  private static String example() throws IOException {
    var m = EXAMPLE.matcher(Files.readString(PAGE));
    m.find();
    return m.group(1);
  }

  private Settings read(String text) throws IOException, BadConfigException {
    var file = dir.resolve("nightjar.yaml");
    Files.writeString(file, text);
    return Settings.read(file);
  }
}
