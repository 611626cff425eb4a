package nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Events that a server finds when it starts: two of each camera, one hour apart, some days ago. In
/// the first a person was recognised; the second is as earlier builds wrote it.
final class Happened {
  static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};
  static final long START =
      (System.currentTimeMillis() / 86_400_000 - 3) * 86_400_000_000L + 3_600_000_000L;
  private static final long HOUR = 3_600_000_000L;

  private Happened() {}

  private static long start(int number) {
    return START + number * HOUR;
  }

  static String id(String camera, int number) {
    return camera + "-" + start(number);
  }

  static boolean isOne(String id) {
    return List.of(0, 1).stream().anyMatch(n -> id.endsWith("-" + start(n)));
  }

  static Map<String, Object> settings(int sensitivity) {
    return Map.of(
        "on",
        true,
        "sensitivity",
        sensitivity,
        "minSize",
        0.15,
        "minDuration",
        250,
        "fps",
        10,
        "zones",
        List.of(
            Map.of(
                "name", "street",
                "kind", "include",
                "points", List.of(List.of(0, 0), List.of(1, 0), List.of(0, 1)))),
        "expert",
        Map.of("contrast", 4, "noise", 5, "edge", 0.2, "travel", 2, "stillFor", 60_000));
  }

  /// Of objects.
  static Map<String, Object> objects(double score) {
    return Map.of(
        "on",
        true,
        "kinds",
        List.of(Map.of("kind", "person", "score", score)),
        "zones",
        List.of(),
        "rules",
        List.of(
            Map.of(
                "name",
                "Lingering",
                "kinds",
                List.of("person", "dog"),
                "zone",
                "",
                "stays",
                false,
                "seconds",
                20)));
  }

  /// @param events folder of all cameras' events
  static void write(Path events, String... cameras) {
    try {
      for (var camera : cameras) {
        write(events.resolve(camera), camera);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String camera) throws IOException {
    var day = Instant.ofEpochSecond(START / 1_000_000).toString().substring(0, 10);
    Files.createDirectories(folder.resolve(day));
    var lines = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      lines.append(lines(camera, i));
      for (int picture = 0; picture < 3; picture++) {
        Files.write(folder.resolve(day).resolve(id(camera, i) + "." + picture + ".jpg"), JPEG);
      }
    }
    Files.write(folder.resolve(day).resolve(id(camera, 0) + ".o7.jpg"), JPEG);
    lines.append(objects(camera));
    Files.writeString(folder.resolve(day + ".jsonl"), lines);
  }

  private static String lines(String camera, int number) {
    return """
        {"line":"begin","id":"%1$s","start":%2$d,"confirmed":%3$d,"noise":1.5,"gain":1.0,"settings":%5$s}
        {"line":"more","id":"%1$s","samples":[{"at":%3$d,"score":2.5,"area":0.02,"guard":"none","state":"moving"}],"tracks":[{"id":3,"first":%2$d,"last":%3$d,"path":[[%3$d,0.5,0.5]],"box":[[0.0,0.1,0.2,0.3]],"zones":["street"],"from":"left","to":"inside"}]}
        {"line":"end","id":"%1$s","end":%4$d,"standing":"over","score":2.5,"area":0.02,"zones":["street"],"from":"left","to":"right","why":"Something moved.","ended":"nothing moved any more","columns":2,"rows":1,"heat":"QAA="}
        """
        .formatted(
            id(camera, number),
            start(number),
            start(number) + 500_000,
            start(number) + 9_000_000,
            StrictJson.text(settings(50)));
  }

  private static String objects(String camera) {
    return """
        {"line":"late","id":"%1$s","why":"A person.","kinds":["person"],"objectCount":1,"objects":[{"id":7,"kind":"person","score":0.61,"first":%2$d,"last":%3$d,"box":[[0.1,0.2,0.1,0.3]],"path":[[%2$d,0.1,0.2,0.1,0.3]],"zones":["street"]}]}
        {"line":"notice","id":"%1$s","rule":"Lingering","at":%3$d,"object":7,"text":"A person has been in street for 20 s"}
        """
        .formatted(id(camera, 0), start(0) + 600_000, start(0) + 30_000_000);
  }

  /// As the routes take it.
  static Map<String, Object> alertRule(String name, Map<String, ?> what) {
    var rule = new TreeMap<String, Object>();
    rule.put("name", name);
    rule.put("on", true);
    rule.put("modes", List.of("away"));
    rule.put("times", "");
    rule.put("light", "any");
    rule.put("cameras", List.of());
    rule.put("what", what);
    rule.put("coolDown", 0);
    rule.put("digest", 0);
    rule.put("channels", List.of());
    rule.put("urgent", false);
    return rule;
  }
}
