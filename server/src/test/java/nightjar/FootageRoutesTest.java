package nightjar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.json.JsonObject;
import nightjar.playback.Filmed;
import nightjar.playback.Shot;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.ExportCheck;
import nightjar.record.file.Readable;
import nightjar.record.file.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Footage over HTTP: what FFmpeg makes of what is sent, ranges of it, who gets it, and what is
/// written down.
class FootageRoutesTest {
  private static final Filmed FILM = Recorded.FILM;
  private static final Filmed OTHER = Recorded.OTHER;
  private static final long START = Recorded.START;
  private static final long DAY = 86_400_000_000L;

  @TempDir static Path dir;

  private static Household house;
  private static Guests guests;
  private static DeviceKey key;

  @BeforeAll
  static void start() throws Exception {
    house =
        new Household(
            dir.resolve("house"),
            events -> key = Recorded.write(events.getParent(), "front", "back"));
    guests = new Guests(house);
  }

  @AfterAll
  static void stop() {
    house.close();
    house.server.assertSaidNothingBad();
  }

  private static long wall(int picture) {
    return Recorded.wall(picture);
  }

  private static RawHttp.Response ask(String request, Caller caller) throws IOException {
    return ask(request, caller, Map.of());
  }

  private static RawHttp.Response ask(String request, Caller caller, Map<String, ?> body)
      throws IOException {
    var lines = request.split("\n", 2);
    var more = lines.length == 2 ? "\n" + lines[1] : "";
    return house.ask(lines[0] + "\n" + guests.reading(caller) + more, body);
  }

  private static String video(String camera, int from, int to) {
    return "GET /api/v1/cameras/%s/video?from=%d&to=%d&origin=%d"
        .formatted(camera, wall(from), wall(to), START);
  }

  private static List<Ffmpeg.Picture> play(byte[] bytes) throws IOException {
    return Ffmpeg.play(Files.write(dir.resolve("answer"), bytes));
  }

  private static List<Integer> crcs(List<Ffmpeg.Picture> pictures) {
    return pictures.stream().map(Ffmpeg.Picture::crc).toList();
  }

  @Test
  void videoIsWhatWasFilmed() throws Exception {
    var answer = ask(video("back", 25, 62), Caller.BACK_VIEWER);
    assertEquals(200, answer.status(), answer::body);
    assertEquals("video/mp4", answer.header("content-type"));
    assertEquals("avc1.42c01f", answer.header("nightjar-codecs"));
    var shown = play(answer.bytes());
    assertEquals(FILM.crcs(20, 70), crcs(shown));
    assertEquals(
        LongStream.range(20, 70).mapToObj(i -> i * Filmed.TICKS).toList(),
        shown.stream().map(Ffmpeg.Picture::pts).toList());
    var other = ask(video("back", 150, 230), Caller.VIEW_TOKEN);
    assertEquals(OTHER.crcs(0, 30), crcs(play(other.bytes())));
    var none = ask(video("back", 100, 190), Caller.VIEWER);
    assertEquals(404, none.status());
    assertTrue(none.body().contains("\"code\":\"footage\""), none::body);
  }

  @Test
  void anyRangeIsThatOfTheWhole() throws Exception {
    var export = export(Caller.VIEWER, 3, 250);
    for (var path : List.of(video("back", 3, 250), "GET " + url(export))) {
      var whole = ask(path, Caller.VIEWER);
      var tag = whole.header("etag");
      long seed = Long.getLong("seed", System.nanoTime());
      System.out.println("-Dseed=" + seed);
      var random = new Random(seed);
      for (int i = 0; i < 40; i++) {
        int from = random.nextInt(whole.bytes().length);
        int to = from + random.nextInt(Math.min(70_000, whole.bytes().length - from));
        var range = "\nRange: bytes=%d-%d\nIf-Range: %s".formatted(from, to, tag);
        var part = ask(path + range, Caller.VIEWER);
        assertEquals(206, part.status(), part::body);
        assertEquals(
            "bytes %d-%d/%d".formatted(from, to, whole.bytes().length),
            part.header("content-range"));
        assertEquals(tag, part.header("etag"));
        assertArrayEquals(Arrays.copyOfRange(whole.bytes(), from, to + 1), part.bytes());
      }
      var all = ask(path + "\nRange: bytes=5-9\nIf-Range: \"0\"", Caller.VIEWER);
      assertEquals(200, all.status());
      assertArrayEquals(whole.bytes(), all.bytes());
      var beyond = ask(path + "\nRange: bytes=99999999-", Caller.VIEWER);
      assertEquals(416, beyond.status());
      assertEquals("bytes */" + whole.bytes().length, beyond.header("content-range"));
      assertEquals(304, ask(path + "\nIf-None-Match: " + tag, Caller.VIEWER).status());
      var head = ask(path.replace("GET", "HEAD"), Caller.VIEWER);
      assertEquals("" + whole.bytes().length, head.header("content-length"));
    }
  }

  private static JsonObject export(Caller caller, int from, int to) throws IOException {
    var sent = Map.of("cameras", List.of("back"), "from", wall(from) + 1_000, "to", wall(to));
    var made = ask("POST /api/v1/exports", caller, sent);
    assertEquals(201, made.status(), made::body);
    return JsonObject.parse(made.body());
  }

  private static String url(JsonObject export) throws IOException {
    return export.objects("files").getFirst().string("url");
  }

  @Test
  void anExportIsTheVeryPicturesAndProvesItself() throws Exception {
    var export = export(Caller.BACK_VIEWER, 27, 70);
    var file = ask("GET " + url(export), Caller.BACK_VIEWER);
    assertEquals(200, file.status(), file::body);
    assertTrue(
        file.header("content-disposition").matches("attachment; filename=\"back-.*\\.mp4\""));
    assertEquals(FILM.crcs(27, 70), crcs(play(file.bytes())));
    var verdict = ExportCheck.of(Readable.of(file.bytes()), key.proof()).orElseThrow().verdict();
    assertInstanceOf(Verdict.Whole.class, verdict);
    var stand = ask("GET /api/v1/exports/" + export.string("id"), Caller.BACK_VIEWER).body();
    assertTrue(stand.contains("\"state\":\"sent\",\"sent\":" + file.bytes().length), stand);
  }

  @Test
  void anExportIsItsOwnersAndMixedOnesAreRefusedWhole() throws Exception {
    var export = export(Caller.BACK_VIEWER, 0, 50);
    var path = "/api/v1/exports/" + export.string("id");
    for (var request : List.of("GET " + path, "DELETE " + path, "GET " + url(export))) {
      assertEquals(404, ask(request, Caller.VIEWER).status(), request);
    }
    var front = url(export).replace("back.mp4", "front.mp4");
    assertEquals(403, ask("GET " + front, Caller.BACK_VIEWER).status());
    var mixed = Map.of("cameras", List.of("back", "front"), "from", wall(0), "to", wall(50));
    var refused = ask("POST /api/v1/exports", Caller.BACK_VIEWER, mixed);
    assertEquals(403, refused.status());
    assertTrue(refused.body().contains("\"code\":\"camera\""), refused::body);
    var both = ask("POST /api/v1/exports", Caller.VIEWER, mixed);
    assertEquals(2, JsonObject.parse(both.body()).objects("files").size(), both::body);
    assertTrue(ask("GET /api/v1/exports", Caller.BACK_VIEWER).body().contains(path.substring(16)));
    assertEquals(204, ask("DELETE " + path, Caller.BACK_VIEWER).status());
    assertEquals(404, ask("GET " + url(export), Caller.BACK_VIEWER).status());
  }

  @Test
  void theTimelineSaysWhatThereIs() throws Exception {
    var path = "GET /api/v1/cameras/back/footage?from=%d&to=%d&buckets=4";
    var answer = ask(path.formatted(START, START + 16_000_000), Caller.VIEWER);
    assertEquals(200, answer.status(), answer::body);
    var footage = JsonObject.parse(answer.body());
    var spans = footage.objects("spans");
    assertEquals(2, spans.size(), answer::body);
    assertEquals(START, spans.getFirst().number("start", 0, 1e18));
    assertEquals(wall(90), spans.getFirst().number("end", 0, 1e18), 2);
    assertEquals(wall(200), spans.get(1).number("start", 0, 1e18), 2);
    assertEquals(START, footage.number("first", 0, 1e18));
    assertEquals(wall(260), footage.number("last", 0, 1e18), 2);
    assertTrue(answer.body().contains("\"step\":4000000,\"values\":[16,48,0,32]"), answer::body);
    for (var wrong : List.of("from=5&to=5", "from=0&to=9999999999999", "to=5", "from=a&to=5")) {
      assertEquals(
          422, ask("GET /api/v1/cameras/back/footage?" + wrong, Caller.VIEWER).status(), wrong);
    }
    assertEquals(404, ask("GET /api/v1/cameras/side/footage?from=0&to=5", Caller.VIEWER).status());
  }

  @Test
  void daysAreThoseOfTheZone() throws Exception {
    var path = "GET /api/v1/footage/days?camera=back";
    var utc = ask(path, Caller.BACK_VIEWER).body();
    var day = Instant.ofEpochSecond(START / 1_000_000).toString().substring(0, 10);
    assertTrue(utc.contains("{\"day\":\"" + day + "\""), utc);
    var west = ask(path + "&zone=America%2FNew_York", Caller.BACK_VIEWER).body();
    var before = Instant.ofEpochSecond((START - DAY) / 1_000_000).toString().substring(0, 10);
    assertTrue(west.contains("{\"day\":\"" + before + "\""), west);
    assertEquals(422, ask(path + "&zone=Mars", Caller.BACK_VIEWER).status());
    assertEquals(422, ask("GET /api/v1/footage/days", Caller.BACK_VIEWER).status());
    assertEquals(403, ask("GET /api/v1/footage/days?camera=front", Caller.BACK_VIEWER).status());
  }

  @Test
  void picturesAreThoseOfTheirTime() throws Exception {
    var path = "GET /api/v1/cameras/back/frame?at=" + (wall(47) + 500);
    var near = ask(path, Caller.VIEWER);
    assertArrayEquals(Shot.thumbnail(), near.bytes());
    assertEquals("" + wall(30), near.header("nightjar-captured"));
    var large = ask(path + "&width=640", Caller.VIEWER);
    assertEquals(wall(40), Long.parseLong(large.header("nightjar-captured")), 1);
    var exact = ask(path + "&exact=true", Caller.VIEWER);
    assertEquals(wall(47), Long.parseLong(exact.header("nightjar-captured")), 1);
    assertEquals("image/jpeg", exact.header("content-type"));
    var none = ask("GET /api/v1/cameras/back/frame?at=" + wall(190), Caller.VIEWER);
    assertEquals(404, none.status());
    assertEquals(422, ask(path + "&exact=maybe", Caller.VIEWER).status());
    assertEquals(422, ask(path + "&width=641", Caller.VIEWER).status());
  }

  @Test
  void whatIsLockedStays() throws Exception {
    var lock = "PUT /api/v1/cameras/front/footage/lock";
    var span = Map.of("from", wall(0), "to", wall(10), "locked", true);
    assertEquals(403, ask(lock, Caller.VIEWER, span).status());
    for (int files : List.of(1, 0)) {
      assertEquals("{\"files\":" + files + "}", ask(lock, Caller.OPERATOR, span).body());
    }
    var remove = "DELETE /api/v1/cameras/front/footage?from=%d&to=%d".formatted(START, wall(100));
    assertEquals(403, ask(remove, Caller.BACK_OPERATOR).status());
    var removed = ask(remove, Caller.OPERATOR);
    assertTrue(
        removed.body().matches("\\{\"files\":1,\"bytes\":\\d+,\"locked\":1}"), removed::body);
    assertEquals(200, ask(video("front", 0, 20), Caller.VIEWER).status());
    assertEquals(404, ask(video("front", 40, 60), Caller.VIEWER).status());
    var audit = ask("GET /api/v1/audit", Caller.ADMINISTRATOR).body();
    assertEquals(2, audit.split("\"footage-lock\",\"subject\":\"front\"", -1).length, audit);
    assertEquals(2, audit.split("\"footage-remove\",\"subject\":\"front\"", -1).length, audit);
  }
}
