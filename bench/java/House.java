import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.camera.ffmpeg.RtspServer;

/// Six cameras of four kinds, and how to break each.
final class House implements AutoCloseable {
  private static final double FPS = 15;
  private static final int CLIP_SECONDS = 5;

  private final Path root;
  private final Path dir;
  private final Path log;
  private final List<RtspServer> network = new ArrayList<>();
  private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet(); // seen so far
  private Clip large;
  private String path;
  private Served served;

  /// @param dir for all files, also those that cameras are
  House(Path root, Path dir, Path log) {
    this.root = root;
    this.dir = dir;
    this.log = log;
  }

  /// Films the demo for those that have no pictures of their own, and starts the server.
  Served start() throws Exception {
    var small = film(320, 240);
    large = film(640, 360);
    putBack();
    path = Fakes.installRpicam(dir, Files.write(dir.resolve("units"), large.unitsFile()));
    for (var clip : List.of(large, large, small)) {
      network.add(new RtspServer(clip.units(), new RtspServer.Behaviour("H264", FPS, true, true, false, "")));
    }
    served = Served.start(run(Files.writeString(dir.resolve("six.yaml"), settings())), Map.of("PATH", path), log);
    return served;
  }

  private Clip film(int width, int height) throws Exception {
    var one =
        "listen: \"127.0.0.1:0\"\ngovernor: {on: no}\ncameras:\n  scene:\n    source: demo\n    width: %d\n    height: %d\n    main: {bitrate: 800k, gop: 1s}\n"
            .formatted(width, height);
    try (var studio = Served.start(run(Files.writeString(dir.resolve("studio.yaml"), one)), Map.of(), log)) {
      var film = dir.resolve("film.mp4");
      var url = "http://127.0.0.1:" + studio.address().getPort();
      var watch = List.of(launcher(), "watch", url, "--seconds", Integer.toString(CLIP_SECONDS));
      var viewer = new ProcessBuilder(watch).redirectOutput(film.toFile()).redirectError(log.toFile());
      if (viewer.start().waitFor() != 0) {
        throw new IOException("the demo could not be filmed; see " + log);
      }
      return new Clip(film);
    }
  }

  private List<String> run(Path settings) {
    return List.of(launcher(), "run", "--insecure-http", "--config", settings.toString());
  }

  private String launcher() {
    return root.resolve("nightjar").toString();
  }

  private String settings() {
    return """
    listen: "127.0.0.1:0"
    governor: {on: no}
    cameras:
      demo: {source: demo, width: 640, height: 360, fps: 15}
      file: {source: file, file: "%s"}
      raw: {source: rpicam, width: 640, height: 360, fps: 15}
      coded: {source: rpicam, camera: 1, width: 640, height: 360, fps: 15, codec: h264, gop: 1s}
      network: {source: rtsp, url: "%s"}
      double: {source: rtsp, url: "%s", sub: "%s"}
    """
        .formatted(file(), network.get(0).address(), network.get(1).address(), network.get(2).address());
  }

  private Path file() {
    return dir.resolve("clip.mp4");
  }

  List<Feed> feeds(Checks checks) {
    return List.of(
        new Feed("demo", "main", FPS, List.of(), checks),
        new Feed("file", "main", FPS, List.of(emptied()), checks),
        new Feed("raw", "main", FPS, ofChild("yuv420"), checks),
        new Feed("coded", "main", FPS, ofChild("h264"), checks),
        new Feed("network", "main", FPS, ofConnection(network.get(0)), checks),
        new Feed("double", "main", FPS, ofConnection(network.get(1)), checks),
        new Feed("double", "sub", FPS, ofConnection(network.get(2)), checks));
  }

  // Tried again after 1 s, then 2, then 4.
  private Breakage emptied() {
    return new Breakage("emptied for 3 s", 3, 7, () -> write(new byte[0]), this::putBack);
  }

  private void putBack() throws IOException {
    write(large.file());
  }

  /// Into the same file, for the server may have it open.
  private void write(byte[] bytes) throws IOException {
    try (var to = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      to.truncate(0);
      to.write(ByteBuffer.wrap(bytes));
    }
  }

  private List<Breakage> ofChild(String codec) {
    return List.of(
        Breakage.atOnce("killed", 4, () -> child(codec).destroyForcibly()),
        new Breakage("frozen for 2 s", 2, 3, () -> signal("STOP", child(codec)), () -> signal("CONT", child(codec))),
        Breakage.atOnce("frozen for good", 7, () -> signal("STOP", child(codec))));
  }

  private static List<Breakage> ofConnection(RtspServer camera) {
    return List.of(
        Breakage.atOnce("dropped", 4, camera::drop),
        new Breakage("stalled for 2 s", 2, 3, () -> camera.stall(true), () -> camera.stall(false)),
        new Breakage("stalled for 7 s", 7, 4, () -> camera.stall(true), () -> camera.stall(false)));
  }

  /// The server's own that makes such pictures.
  private ProcessHandle child(String codec) throws IOException {
    for (var child : children()) {
      var command = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      if (Files.readString(command).contains("\0--codec\0" + codec + "\0")) {
        return child;
      }
    }
    throw new IOException("the server has no child that makes " + codec);
  }

  /// Of the server, now.
  List<ProcessHandle> children() {
    var now = served.children();
    children.addAll(now);
    return now;
  }

  private static void signal(String name, ProcessHandle child) throws Exception {
    var kill = List.of("sh", "-c", "kill -" + name + " " + child.pid());
    if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
      throw new IOException("no " + name + " for " + child.pid());
    }
  }

  /// Children of the server's that there were at any time and that are still there.
  long left() {
    return children.stream().filter(ProcessHandle::isAlive).count();
  }

  @Override
  public void close() throws IOException {
    children.forEach(ProcessHandle::destroyForcibly); // a frozen one would outlive all others
    for (var camera : network) {
      camera.close();
    }
  }
}
