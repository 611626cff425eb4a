package nightjar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nightjar.auth.AuthConfig;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RtspOptions;
import nightjar.camera.SourceConfig;
import nightjar.encode.EncodeSettings;
import nightjar.encode.QuietSettings;
import nightjar.encode.Scale;
import nightjar.filter.FilterConfig;
import nightjar.filter.Mask;
import nightjar.filter.Overlay;
import nightjar.filter.Turn;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.record.Limits;
import nightjar.record.RecordConfig;
import nightjar.record.RecordMode;
import nightjar.record.store.StoreConfig;
import nightjar.stream.Stream;
import nightjar.tls.TlsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final String WHOLE =
      """
      listen: "127.0.0.1:9000"
      viewers: 5
      onboarding: "[::]:9080"
      data: kept
      proxies: 127.0.0.1, fd00::1
      tls:
        names: Cameras.lan,front.home.arpa
        certificate: /etc/nightjar/full.pem
        key: private.pem
      login: {idle: 36h, lifetime: 30d}
      audit: {keep: 90d}
      record:
        folder: /mnt/disk/footage
        sync: 5s
        keep: {bytes: 100G, free: 2G, quiet: 3d, events: forever}
      cameras:
        front:
          source: demo
          width: 640
          height: 360
          fps: 12.5
          seed: 7
          main:
            bitrate: 1.5M
            fps: 10
            gop: 4s
            least: 300k
          sub: {size: 1/3, bitrate: 250k, fps: 5, gop: 3s}
          keep:
            bytes: 4M
            time: 10s
          record:
            mode: continuous
            before: 10s
            after: 1m
            schedule: {off: "daily 12:00-13:00", motion: "Sat 00:00-24:00"}
          quiet: {on: no, every: 1500ms, linger: 5s}
          rotation: 270
          mirror: yes
          masks:
            window: "0,0 30,25.5"
            path: "10,10 20,10 15,30.125"
          overlay: {label: "Front door", time: no, corner: top_right, size: large}
        ribbon:
          source: rpicam
          camera: 1
          rotation: 180
          mirror: on
          exposure: long
          awb: cloudy
          denoise: cdn_hq
          hdr: single_exp
          autofocus: manual
          mode: "1640:1232:10"
        coded:
          source: rpicam
          codec: h264
          width: 1920
          height: 1080
          bitrate: 4M
          gop: 1s
        gate:
          source: rtsp
          url: rtsp://10.0.0.9:8554/a?b=c
          sub: rtsps://10.0.0.9/d
          user: viewer
          password: "p:w@d"
          transport: udp
          record: {mode: dual}
        clip:
          source: file
          file: /tmp/a clip.mp4
          keep: {bytes: 2M, time: 2s}
          record: {mode: off}
      """;

  @TempDir Path dir;

  @Test
  void readsEverySetting() throws Exception {
    var settings = read(WHOLE);
    assertEquals(9000, settings.http().listen().getPort());
    assertEquals(5, settings.http().viewers());
    var front = settings.cameras().getFirst();
    assertEquals("front", front.name());
    assertEquals(
        new SourceConfig.Demo(new PictureFormat(640, 360, 12.5, Colour.SYCC), 7), front.source());
    assertEquals(1_500_000, front.main().set().bitrate());
    assertEquals(10, front.main().set().fps());
    assertEquals(Duration.ofSeconds(4), front.main().set().gop());
    assertEquals(300_000, front.main().least());
    assertEquals(750_000, front.main().recorded(), "half of it, unless it is said");
    // a recorded camera's past is as long as its recordings reach back, and a slow disk may take
    assertEquals(Duration.ofSeconds(19), front.keep().lasting());
    assertEquals(5_390_625, front.keep().bytes());
    assertEquals(
        new Stream.Bounds(2 << 20, Duration.ofSeconds(2)), settings.cameras().getLast().keep());
    assertEquals(
        new QuietSettings(false, Duration.ofMillis(1500), Duration.ofSeconds(5)), front.quiet());
    assertEquals(QuietSettings.STANDARD, settings.cameras().get(1).quiet());
    var sub = front.sub().orElseThrow();
    assertEquals(Scale.THIRD, sub.scale());
    assertEquals(new EncodeSettings(250_000, 5, Duration.ofSeconds(3)), sub.aim().set());
    assertEquals(Duration.ofSeconds(10), sub.keep().lasting(), "nobody records it");
    assertEquals(
        new SourceConfig.VideoFile(Path.of("/tmp/a clip.mp4")),
        settings.cameras().getLast().source());
  }

  @Test
  void readsWhatIsRecorded() throws Exception {
    var settings = read(WHOLE);
    assertEquals(Path.of("/mnt/disk/footage"), settings.record().folder(dir));
    assertEquals(new Limits(Duration.ofSeconds(5)), settings.record().limits());
    var keep = settings.record().keep();
    assertEquals(100L << 30, keep.bytes());
    assertEquals(new StoreConfig.Free.Bytes(2L << 30), keep.free());
    assertEquals(Duration.ofDays(3), keep.quiet());
    assertEquals(Duration.ZERO, keep.events());
    var front = settings.cameras().getFirst().record();
    assertEquals(RecordMode.CONTINUOUS, front.mode());
    assertEquals(Duration.ofSeconds(10), front.before());
    assertEquals(Duration.ofMinutes(1), front.after());
    assertEquals(Set.of(RecordMode.OFF, RecordMode.MOTION), front.schedule().keySet());
    assertEquals(RecordConfig.STANDARD, settings.cameras().get(1).record());
    assertEquals(RecordConfig.OFF, settings.cameras().getLast().record());
  }

  @Test
  void footageGoesBesideTheRest() throws Exception {
    var standard = read("data: kept\ncameras: {}");
    assertEquals(dir.resolve("kept/footage"), standard.record().folder(standard.data()));
    assertEquals(
        dir.resolve("f"),
        read("record: {folder: f}\ncameras: {}").record().folder(Path.of("kept")));
    assertEquals(StoreConfig.STANDARD, read("cameras: {}").record().keep());
  }

  @Test
  void readsWhoMayReachIt() throws Exception {
    var settings = read(WHOLE);
    assertEquals(
        Optional.of(new InetSocketAddress(InetAddress.ofLiteral("::"), 9080)),
        settings.http().onboarding());
    assertEquals(List.of("cameras.lan", "front.home.arpa"), settings.http().names());
    assertEquals(settings.http().names(), settings.tls().names());
    assertEquals(
        Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("fd00::1")),
        settings.http().proxies());
    assertEquals(dir.resolve("kept"), settings.data());
    assertEquals(dir.resolve("kept/tls"), settings.tls().folder());
    assertEquals(
        Optional.of(
            new TlsConfig.Own(Path.of("/etc/nightjar/full.pem"), dir.resolve("private.pem"))),
        settings.tls().own());
    assertEquals(
        new AuthConfig(
            dir.resolve("kept"), Duration.ofHours(36), Duration.ofDays(30), Duration.ofDays(90)),
        settings.auth());
  }

  @Test
  void whatIsKeptLiesBesideTheFileOrWhereSystemdSays() throws Exception {
    var file = Files.writeString(dir.resolve("nightjar.yaml"), "");
    assertEquals(dir.resolve("nightjar-data"), Settings.read(file, "").data());
    assertEquals(Path.of("/var/lib/nightjar"), Settings.read(file, "/var/lib/nightjar").data());
    assertEquals(Path.of("/a"), Settings.read(file, "/a:/b").data());
    Files.writeString(file, "data: /srv/here");
    assertEquals(Path.of("/srv/here"), Settings.read(file, "/a:/b").data());
    assertEquals(Path.of("/srv/here"), Settings.data(file));
    Files.writeString(file, "data: /srv/here\nlisten: nowhere");
    assertEquals(Path.of("/srv/here"), Settings.data(file));
  }

  @Test
  void listensForTheHouse() throws Exception {
    var http = read("").http();
    assertEquals("/0.0.0.0:8443", http.listen().toString());
    assertEquals("Optional[/0.0.0.0:8080]", http.onboarding().toString());
    assertEquals(Optional.empty(), read("onboarding: off").http().onboarding());
    assertEquals(8443, read("listen: \"[::]:8443\"").http().listen().getPort());
    var standard = read("");
    assertEquals(AuthConfig.standard(standard.data()), standard.auth());
    // Right behind a proxy, where nothing is onboarded; `run` says when it is not.
    assertTrue(read("listen: 127.0.0.1:8080").http().portsClash());
  }

  @Test
  void namesOutsideTheHouseNeedACertificateOfTheirOwn() throws Exception {
    refused(
        "tls: {names: \"cam.lan, cam.example.com\"}",
        ":1: tls.names: cam.example.com is outside the house");
    var own = "tls: {names: cam.example.com, certificate: a, key: b}";
    assertEquals(List.of("cam.example.com"), read(own).http().names());
    var behind = "proxies: 127.0.0.1\ntls: {names: cam.example.com}";
    assertEquals(List.of("cam.example.com"), read(behind).http().names());
  }

  @Test
  void saysWhatIsWrongWithAccess() {
    refused(
        "tls: {certificate: a}", ":1: tls.key: is missing; a certificate and its key go together");
    refused("tls: {key: a}", ":1: tls.certificate: is missing;");
    refused("tls: {names: \"a b\"}", ":1: tls.names: \"a b\" must be up to 20 names with commas");
    refused("tls: {names: 10.0.0.1}", ":1: tls.names: \"10.0.0.1\" must be up to 20 names");
    refused("proxies: proxy.lan", ":1: proxies: \"proxy.lan\" must be addresses with commas");
    refused("onboarding: no", ":1: onboarding: \"no\" must be an address and a port, such as");
    refused(
        "onboarding: \"0.0.0.0:8443\"", ":1: onboarding: must have another port than listen: 8443");
    refused(
        "login: {idle: 5m}",
        ":1: login.idle: \"5m\" must be a time from 1h to 366d, such as 90m, 12h or 14d");
    refused(
        "login: {idle: 5d, lifetime: 4d}",
        ":1: login.lifetime: lifetime must not be shorter than idle");
  }

  @Test
  void readsWhatIsDoneToPictures() throws Exception {
    var filter = read(WHOLE).cameras().getFirst().filter();
    assertEquals(Turn.LEFT, filter.turn());
    assertTrue(filter.mirror());
    assertEquals(
        List.of(
            new Mask(List.of(at(0, 0), at(0.3, 0), at(0.3, 0.255), at(0, 0.255))),
            new Mask(List.of(at(0.1, 0.1), at(0.2, 0.1), at(0.15, 0.30125)))),
        filter.masks());
    assertEquals(
        Optional.of(new Overlay("Front door", false, Overlay.Corner.TOP_RIGHT, Overlay.Size.LARGE)),
        filter.overlay());
    assertEquals(FilterConfig.NONE, read(WHOLE).cameras().getLast().filter());
  }

  private static Mask.Point at(double x, double y) {
    return new Mask.Point(x, y);
  }

  @Test
  void theSensorTurnsByHalf() throws Exception {
    var ribbon = read(WHOLE).cameras().get(1);
    assertEquals(
        new SourceConfig.Rpicam(
            new RpicamOptions(
                1,
                1280,
                720,
                15,
                new RpicamOptions.Sensor(
                    180,
                    RpicamOptions.Exposure.LONG,
                    RpicamOptions.WhiteBalance.CLOUDY,
                    RpicamOptions.NoiseReduction.CDN_HQ,
                    RpicamOptions.Hdr.SINGLE_EXP,
                    RpicamOptions.Autofocus.MANUAL,
                    Optional.of(new RpicamOptions.Mode(1640, 1232, 10))),
                Optional.empty())),
        ribbon.source());
    assertEquals(new FilterConfig(Turn.NONE, true, List.of(), Optional.empty()), ribbon.filter());
  }

  @Test
  void readsCamerasThatCode() throws Exception {
    var cameras = read(WHOLE).cameras();
    var coding = new RpicamOptions.Coding(4_000_000, Duration.ofSeconds(1));
    assertEquals(
        new SourceConfig.Rpicam(
            new RpicamOptions(
                0, 1920, 1080, 15, RpicamOptions.Sensor.DEFAULT, Optional.of(coding))),
        cameras.get(2).source());
    assertEquals(
        new SourceConfig.Rtsp(
            new RtspOptions(
                URI.create("rtsp://10.0.0.9:8554/a?b=c"),
                Optional.of(URI.create("rtsps://10.0.0.9/d")),
                Optional.of(new RtspOptions.Login("viewer", "p:w@d")),
                RtspOptions.Transport.UDP)),
        cameras.get(3).source());
  }

  @Test
  void noPasswordIsSaidAgain() {
    var text = camera("source: rtsp", "url: rtsp://admin:sesame@10.0.0.9/", "password: [sesame]");
    var e = assertThrows(BadConfigException.class, () -> read(text));
    var message = String.valueOf(e.getMessage());
    assertFalse(message.contains("sesame"), message);
    assertTrue(
        message.contains(":4: cameras.front.url: \"rtsp://…@10.0.0.9/\" must be an address"),
        message);
    assertTrue(
        message.contains(
            ":5: cameras.front.password: must be a text, {file: /path} or {credential: NAME}"),
        message);
  }

  @Test
  void noPasswordInAPathOrQueryIsSaidAgain() {
    for (var url :
        List.of(
            "rtsp://admin:a/sesame@10.0.0.9/",
            "rtsp:/admin:sesame@10.0.0.9/",
            "admin:sesame@10.0.0.9/",
            "http://10.0.0.9/stream?password=sesame",
            "http://10.0.0.9/user=admin_password=sesame_channel=1.sdp")) {
      var text = camera("source: rtsp", "url: \"" + url + "\"");
      var message = String.valueOf(assertThrows(BadConfigException.class, () -> read(text)));
      assertFalse(message.contains("sesame"), message);
    }
  }

  @Test
  void addressesAreShownWithoutWhatMayBeAPassword() throws Exception {
    var settings =
        read(
            camera("source: rtsp", "url: rtsp://10.0.0.9:554/user=admin&password=sesame&a=0.sdp?b")
                + "  gate:\n    source: rtsp\n    url: rtsp://10.0.0.9/a/b?c=sesame\n");
    var shown =
        settings.cameras().stream()
            .map(c -> ((SourceConfig.Rtsp) c.source()).options().shownAddress())
            .toList();
    assertEquals(List.of("rtsp://10.0.0.9:554/user=…", "rtsp://10.0.0.9/a/b"), shown);
    assertFalse(settings.toString().contains("sesame"), settings::toString);
  }

  /// Its smaller stream has a name of its own in logs and metrics.
  @Test
  void noCameraIsCalledAsAnothersSmallerStream() throws Exception {
    var both = camera("source: rtsp", "url: rtsp://10.0.0.9/a") + "  front-sub: {source: demo}\n";
    assertEquals(2, read(both).cameras().size());
    refused(
        both.replace("/a", "/a\n    sub: rtsp://10.0.0.9/b"),
        ":6: cameras.front-sub.source: the camera needs another name: front has a sub");
  }

  @Test
  void aCameraWithRawPicturesHasASmallerStreamUnlessItIsOff() throws Exception {
    assertEquals(Scale.AUTO, only("source: demo").sub().orElseThrow().scale());
    assertEquals(Optional.empty(), only("source: demo", "sub: {size: off, fps: 5}").sub());
    var both = camera("source: demo") + "  front-sub: {source: demo}\n";
    refused(both, ":4: cameras.front-sub.source: the camera needs another name: front has a sub");
    assertEquals(2, read(both.replace("demo\n", "demo\n    sub: {size: off}\n")).cameras().size());
    refused(
        camera("source: demo", "sub: {size: 1/5}"),
        ":4: cameras.front.sub.size: \"1/5\" must be one of auto, 1/2, 1/3, 1/4, off");
    refused(
        camera("source: rpicam", "codec: h264", "sub: {size: 1/2}"),
        ":3: cameras.front.sub: is made of raw pictures, and these come coded");
  }

  @Test
  void theLeastIsNoMoreThanWhatIsAimedAt() throws Exception {
    var main = only("source: demo", "main: {bitrate: 80k}").main();
    assertEquals(List.of(50_000, 50_000), List.of(main.least(), main.recorded()));
    refused(
        camera("source: demo", "main: {bitrate: 1M, least: 2M}"),
        ":4: cameras.front.main.bitrate: is less than least or recorded");
  }

  @Test
  void theSmallerStreamIsRecordedWhereBothAre() throws Exception {
    var camera = only("source: demo", "record: {mode: dual}");
    var keep = camera.sub().orElseThrow().keep();
    assertEquals(Duration.ofSeconds(12), keep.lasting());
    assertTrue(keep.bytes() < camera.keep().bytes(), keep::toString);
    refused(
        camera("source: demo", "sub: {size: off}", "record: {mode: dual}"),
        ":5: cameras.front.record.mode: dual records a camera's smaller stream too");
  }

  @Test
  void anEmptyFileIsAServerWithoutCameras() throws Exception {
    assertEquals(0, read("").cameras().size());
    assertEquals(0, read("cameras:\n  # front: {source: demo}\n").cameras().size());
    assertEquals(8443, read("# nothing yet\n").http().listen().getPort());
  }

  @Test
  void saysWhereWhatAndHow() {
    refused("viewrs: 5", ":1: viewrs: is no setting here; there are listen, onboarding,");
    refused("viewers: many", ":1: viewers: \"many\" must be a whole number from 1 to 1000");
    refused("viewers: 0", ":1: viewers: \"0\" must be a whole number from 1 to 1000");
    refused("viewers: [1]", ":1: viewers: \"\" must be a whole number from 1 to 1000");
    refused("viewers: 1\nviewers: 2", ":2: viewers: is there twice");
    refused(
        "listen: \"8080\"",
        ":1: listen: \"8080\" must be an address and a port, such as 127.0.0.1:8080");
    refused("cameras: front", ":1: cameras: must hold keys and values of its own");
    refused("- a", ":1: must be keys and values, such as listen: 127.0.0.1:8080");
    refused(
        camera("source: webcam"),
        ":3: cameras.front.source: \"webcam\" must be one of demo, file, rpicam");
    refused(
        camera("fps: 5"),
        ":3: cameras.front.source: is missing; it must be one of demo, file, rpicam");
    refused(
        camera("source: file"),
        ":3: cameras.front.file: is missing; it must be the path of a file");
    refused(
        camera("source: demo", "width: 641"),
        ":4: cameras.front.width: \"641\" must be an even number from 160 to 3840");
    refused(
        camera("source: rpicam", "width: 1000"),
        ":4: cameras.front.width: \"1000\" must be a multiple of 64 from 128 to 1920");
    refused(
        camera("source: rpicam", "rotation: 45"),
        ":4: cameras.front.rotation: \"45\" must be a multiple of 90 from 0 to 270");
    refused(
        camera("source: rpicam", "mode: 9:9:9"),
        ":4: cameras.front.mode: \"9:9:9\" must be auto, or width:height:bits such as");
    refused(
        camera("source: rpicam", "codec: h264", "mirror: yes"),
        ":3: cameras.front.source: gives coded pictures, which are passed on as they are:");
    refused(
        camera("source: rpicam", "codec: h264", "main: {bitrate: 1M}"),
        ":3: cameras.front.main: is how the server encodes, and these pictures come coded");
    refused(
        camera("source: demo", "masks: {a: \"0,0 100,0 50\"}"),
        ":4: cameras.front.masks.a: \"0,0 100,0 50\" must be points as \"x,y x,y x,y\" in percent");
    refused(
        camera("source: demo", "masks: {a: \"5,5 6,6 7,7\"}"),
        ":4: cameras.front.masks.a: \"5,5 6,6 7,7\" must be points as");
    refused(
        camera("source: demo", "overlay: {time: no}"),
        ":4: cameras.front.overlay.label: an overlay shows a label, the time, or both");
    refused(
        camera("source: rtsp", "url: rtsps://10.0.0.9/", "ca: cam.pem"),
        ":5: cameras.front.ca: \"cam.pem\" must be the path of a file, from / on");
    refused(
        camera("source: rtsp", "url: rtsp://10.0.0.9/", "ca: /cam.pem"),
        ":3: cameras.front.ca: checks rtsps:// alone, and url or sub is in clear");
    refused(
        camera("source: rtsp", "url: http://10.0.0.9/"),
        ":4: cameras.front.url: \"http://10.0.0.9/\" must be an address such as rtsp://");
    refused(
        camera("source: rtsp", "url: rtsp://10.0.0.9/", "password: x"),
        ":3: cameras.front.user: is missing; a password alone lets nobody in");
    refused(
        camera("source: rpicam", "exposure: \"sport; reboot\""),
        ":4: cameras.front.exposure: \"sport; reboot\" must be one of long, normal, sport");
    refused(
        camera("source: demo", "main:", "  bitrate: fast"),
        ":5: cameras.front.main.bitrate: \"fast\" must be bits a second from 50k to 50M, such as"
            + " 800k or 1.5M");
    refused(
        camera("source: demo", "main: {gop: 1h}"),
        ":4: cameras.front.main.gop: \"1h\" must be a time from 200ms to 20s, such as 500ms, 2s or"
            + " 1m");
    refused(
        "cameras: {\"a b\": {source: demo}}",
        ":1: cameras.a b.a b: a camera's name is 1 to 31 letters, digits, '-' and '_'");
  }

  @Test
  void findsAllProblemsAtOnce() {
    var e = assertThrows(BadConfigException.class, () -> read("viewers: 0\nlisten: x\nfoo: 1\n"));
    assertEquals(3, String.valueOf(e.getMessage()).lines().count());
  }

  @Test
  void filesThatAreNotSettingsAreRefused() throws Exception {
    var missing = dir.resolve("missing.yaml");
    var e = assertThrows(BadConfigException.class, () -> Settings.read(missing));
    assertEquals(missing + ": does not exist; docs/ref/config.md shows one", e.getMessage());
    refused("a: [1", ":1: is not YAML: ");
    refused("a:\n\tb: 1", ":2: is not YAML: ");
    var binary = dir.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThrows(BadConfigException.class, () -> Settings.read(binary));
  }

  /// Any text at all is read or refused, never anything else.
  @Test
  void anyText() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder(WHOLE);
      for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]:,-&*!|>'\"%@`#\n \t0x\u00e9".charAt(random.nextInt(24)));
          default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        }
      }
      try {
        read(text.toString());
      } catch (BadConfigException e) {
        assertTrue(String.valueOf(e.getMessage()).contains(".yaml"), "-Dseed=" + seed);
      } catch (RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + "\n" + text, e);
      }
    }
  }

  private static String camera(String... lines) {
    return "cameras:\n  front:\n    " + String.join("\n    ", lines) + "\n";
  }

  private Settings.CameraSettings only(String... lines) throws Exception {
    return read(camera(lines)).cameras().getFirst();
  }

  private void refused(String text, String problem) {
    var e = assertThrows(BadConfigException.class, () -> read(text));
    var message = String.valueOf(e.getMessage());
    assertTrue(message.contains("nightjar.yaml" + problem), message);
  }

  private Settings read(String text) throws Exception {
    var file = dir.resolve("nightjar.yaml");
    Files.writeString(file, text);
    return Settings.read(file);
  }
}
