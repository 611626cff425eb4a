package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nightjar.base.Clock;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.json.JsonObject;
import nightjar.playback.Filmed;
import nightjar.playback.Shot;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Footage that is sent slowly, to somebody who goes away, while it is removed, or across a
/// restart.
class FootageSendingTest {
  private static final Filmed FILM = Filmed.of(640, 480, 600);
  private static final long START = Recorded.START;

  @TempDir private Path dir;

  private static void record(Path data) {
    try (var store =
        Store.open(
            data.resolve("footage"), StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM)) {
      Shot.closed(store, FILM, "front", "main", 0, 600, START);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Household house() throws Exception {
    return new Household(dir.resolve("data"), events -> record(events.getParent()));
  }

  private static String video() {
    return "/api/v1/cameras/front/video?from=%d&to=%d".formatted(START, START + 60_000_000);
  }

  private static void begin(RawHttp http, String path, String who) throws Exception {
    var host = "127.0.0.1:" + http.socket().getPort();
    var head = "GET " + path + " HTTP/1.1\nHost: " + host + "\n" + who + "\n\n";
    http.send(head.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  @Test
  void whoDoesNotReadHoldsItsShareAndNoMore() throws Exception {
    try (var house = house()) {
      var owner = house.setUp();
      house.addUser(owner, "ben", "viewer", null);
      var ben = house.signIn("ben");
      assertEquals(200, house.ask("GET " + video() + "\n" + owner, Map.of()).status());
      var before = RunningServer.openFiles();
      var slow = new ArrayList<RawHttp>();
      try {
        for (int i = 0; i < 12; i++) {
          var http = new RawHttp(house.server.port());
          slow.add(http);
          begin(http, video(), owner);
          assertEquals('H', http.socket().getInputStream().read());
        }
        var more = house.ask("GET " + video() + "\n" + owner, Map.of());
        assertEquals(503, more.status());
        assertTrue(more.body().contains("\"code\":\"busy\""), more::body);
        assertEquals(200, house.ask("GET " + video() + "\n" + ben, Map.of()).status());
      } finally {
        for (var http : slow) {
          http.close();
        }
      }
      Await.until(() -> RunningServer.openFiles() <= before, () -> "files stay open");
      assertEquals(200, house.ask("GET " + video() + "\n" + owner, Map.of()).status());
      house.server.assertSaidNothingBad();
    }
  }

  @Test
  void whatIsRemovedMeanwhileIsSentToItsEnd() throws Exception {
    try (var house = house()) {
      var owner = house.setUp();
      var whole = house.ask("GET " + video() + "\n" + owner, Map.of());
      try (var http = new RawHttp(house.server.port())) {
        begin(http, video(), owner);
        assertEquals('H', http.socket().getInputStream().read());
        var span = "?from=%d&to=%d\n".formatted(START, START + 60_000_000);
        var removed = house.ask("DELETE /api/v1/cameras/front/footage" + span + owner, Map.of());
        assertTrue(removed.body().startsWith("{\"files\":1,"), removed::body);
        assertEquals(404, house.ask("GET " + video() + "\n" + owner, Map.of()).status());
        var all = http.socket().getInputStream().readNBytes(whole.bytes().length);
        var rest = http.rest();
        var sent = Arrays.copyOf(all, all.length + rest.length);
        System.arraycopy(rest, 0, sent, all.length, rest.length);
        var body = Arrays.copyOfRange(sent, sent.length - whole.bytes().length, sent.length);
        assertArrayEquals(whole.bytes(), body);
      }
    }
  }

  @Test
  void aDownloadGoesOnAfterARestart() throws Exception {
    String url;
    RawHttp.Response whole;
    try (var house = house()) {
      var owner = house.setUp();
      var wanted =
          Map.of("cameras", List.of("front"), "from", START + 3_000_000, "to", START + 30_000_000);
      var made = house.ask("POST /api/v1/exports\n" + owner, wanted);
      url = JsonObject.parse(made.body()).objects("files").getFirst().string("url");
      whole = house.ask("GET " + url + "\n" + owner, Map.of());
      assertEquals(200, whole.status());
    }
    try (var house = new Household(dir.resolve("data"))) {
      var owner = house.signIn(Household.ADMINISTRATOR);
      int half = whole.bytes().length / 2;
      var range = "\nRange: bytes=" + half + "-\nIf-Range: " + whole.header("etag");
      var rest = house.ask("GET " + url + "\n" + owner + range, Map.of());
      assertEquals(206, rest.status(), rest::body);
      var all = Arrays.copyOf(whole.bytes(), whole.bytes().length);
      System.arraycopy(rest.bytes(), 0, all, half, rest.bytes().length);
      assertArrayEquals(whole.bytes(), all);
      var played = Ffmpeg.play(Files.write(dir.resolve("got.mp4"), all));
      assertEquals(FILM.crcs(45, 450), played.stream().map(Ffmpeg.Picture::crc).toList());
    }
  }

  @Test
  void aCancelledExportBreaksOff() throws Exception {
    try (var house = house()) {
      var owner = house.setUp();
      var wanted = Map.of("cameras", List.of("front"), "from", START, "to", START + 40_000_000);
      var made = JsonObject.parse(house.ask("POST /api/v1/exports\n" + owner, wanted).body());
      var path = "/api/v1/exports/" + made.string("id");
      try (var http = new RawHttp(house.server.port())) {
        begin(http, made.objects("files").getFirst().string("url"), owner);
        assertEquals('H', http.socket().getInputStream().read());
        var stand = house.ask("GET " + path + "\n" + owner, Map.of()).body();
        assertTrue(stand.contains("\"state\":\"sending\""), stand);
        assertEquals(204, house.ask("DELETE " + path + "\n" + owner, Map.of()).status());
        long size = made.objects("files").getFirst().whole("size", 1, Integer.MAX_VALUE);
        assertTrue(http.rest().length < size, "all was sent");
      }
    }
  }
}
