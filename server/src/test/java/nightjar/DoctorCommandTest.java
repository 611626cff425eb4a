package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.camera.rpicam.FakeRpicam;
import nightjar.doctor.CameraList;
import nightjar.doctor.Finding;
import nightjar.doctor.Surroundings;
import nightjar.encode.v4l2.FakeCodec;
import nightjar.posix.PosixException;
import nightjar.v4l2.Device;
import nightjar.v4l2.FakeWebcam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A board that is not there, examined.
class DoctorCommandTest {
  private static final String BOARD = "Raspberry Pi Zero 2 W Rev 1.0\0";

  private static final String WIRELESS =
      """
      Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
       face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
       wlan0: 0000   52.  %d.  -256        0      0      0      0      0        0
      """;

  @TempDir Path root;
  @TempDir Path dev;
  @TempDir Path programs;

  private boolean isTimeKept = true;
  private Optional<InetAddress> address = Optional.of(InetAddress.ofLiteral("192.168.1.7"));

  private final FakeClock clock = new FakeClock();
  private final FakeCodec codec = new FakeCodec(clock);
  private final FakeWebcam webcam = new FakeWebcam(clock);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aBoardInGoodOrder() throws Exception {
    board(300_000, 131_072, "0");
    attachRibbon();
    Files.createFile(dev.resolve("video11"));
    examine(false);
    expect("ok    Raspberry Pi Zero 2 W Rev 1.0, ");
    expect("ok    memory: 292 MB free");
    expect("ok    memory for the camera's hardware (CMA): 128 MB, 97 free");
    expect("ok    power: enough");
    expect("ok    heat: 52 °C");
    expect("ok    time: kept right by a time server");
    expect("ok    network: other machines find this one at 192.168.1.7");
    expect("ok    Wi-Fi: signal of -58 dBm");
    expect("ok    camera 0 on the ribbon: imx708, 4608x2592");
    expect("ok    video is encoded in hardware, by ");
    assertFalse(said().contains("->"), this::said);
  }

  @Test
  void whatIsWrongIsSaidWithWhatToDo() throws Exception {
    board(90_000, 65_536 / 2, "50001");
    write("sys/class/thermal/thermal_zone0/temp", "81000\n");
    write("proc/net/wireless", WIRELESS.formatted(-81));
    isTimeKept = false;
    address = Optional.empty();
    Files.createFile(dev.resolve("video0"));
    codec.hang();
    var e = assertThrows(Exit.class, () -> examine(false, denied()));
    assertEquals(Exit.UNAVAILABLE, e.code());
    assertEquals("4 things are wrong", e.getMessage());
    expect("BAD   memory: 87 MB free\n      -> a camera needs 100 MB");
    expect("note  memory for the camera's hardware (CMA): 32 MB");
    expect("BAD   the power supply gives too little\n      -> use one of 5 V");
    expect("note  heat: 81 °C\n      -> let air");
    expect("note  time: nothing keeps the clock right\n      -> sudo timedatectl");
    expect("note  network: this machine has no address in the house\n      -> plug");
    expect("note  Wi-Fi: signal of -81 dBm, weak\n      -> bring");
    expect("BAD   no rpicam-vid here; on Raspberry Pi OS: sudo apt-get install rpicam-apps-lite");
    expect("video0: permission denied (errno 13)\n      -> sudo usermod -aG video $USER");
    expect("video is encoded in software, by openh264: no video device here encodes H.264");
  }

  @Test
  void hardwareIsTriedAndReported() throws Exception {
    board(300_000, 131_072, "0");
    attachRibbon();
    Files.createFile(dev.resolve("video11"));
    examine(true);
    assertTrue(said().startsWith("nightjar "), this::said);
    expect("board    Raspberry Pi Zero 2 W Rev 1.0");
    expect("ok    first coded picture after ");
    expect("ok    asked for 2000, 300 and 2000 kbit/s while it ran: gave ");
    expect("ok    an IDR that is asked for comes with the next picture");
    expect("ok    goes on at 5 pictures a second");
    expect(" IDRs had their parameter sets; avc1.");
    expect("ok    two at once: 1280x720 and 640x360");
    expect("ok    first picture from the ribbon after ");
    expect("pictures a second of 15");
    expect("ok    rpicam-vid was killed; the next one's first picture after ");
  }

  @Test
  void whatIsAttachedIsListedWithItsSettings() throws Exception {
    board(300_000, 131_072, "0");
    attachRibbon();
    Files.createFile(dev.resolve("video0"));
    webcam.offers("YUYV", FakeWebcam.mode(640, 480, 30));
    webcam.offers("MJPG", FakeWebcam.mode(1280, 720, 30));
    var text = String.join("\n", new CameraList(here(webcam, Clock.SYSTEM)).lines());
    assertTrue(text.contains("camera 1 on the ribbon: ov5647, 2592x1944"), text);
    assertTrue(text.contains("settings  source: rpicam, camera: 1"), text);
    assertTrue(
        text.contains("mode      \"1296:972:8\" to 43.2 pictures a second")
            || text.contains("to 43.3"),
        text);
    assertTrue(text.contains("settings  source: v4l2, device: " + dev.resolve("video0")), text);
    assertTrue(text.contains("MJPG      1280x720"), text);
  }

  @Test
  void withoutAnyThatIsSaid() throws Exception {
    var lines = new CameraList(here(webcam, Clock.SYSTEM)).lines();
    assertEquals(
        List.of("no camera is attached to this machine; network cameras are not looked for"),
        lines);
  }

  private String ofSettings(String text) throws Exception {
    var file = root.resolve("nightjar.yaml");
    Files.writeString(file, text);
    var args = Arguments.of(List.of("--config", file.toString()), Set.of(), "config");
    var found = DoctorCommand.settings(args, Clock.SYSTEM);
    return found.stream().map(Finding::text).collect(Collectors.joining("\n"));
  }

  private String settings(Path data, Path footage) {
    var camera = "cameras: {front: {source: demo}}\n";
    return "data: %s\nrecord: {folder: %s}\n%s".formatted(data, footage, camera);
  }

  @Test
  void theDiskOfTheSettingsIsTried() throws Exception {
    var text = ofSettings(settings(root.resolve("data"), root.resolve("not/made/yet")));
    assertTrue(text.startsWith("ok    settings: " + root.resolve("nightjar.yaml")), text);
    assertTrue(text.contains(" footage: a second of video is kept within "), text);
    assertTrue(text.contains(" accounts and events: "), text);
    assertFalse(Files.exists(root.resolve("not")), "nothing is left behind");
    try (var left = Files.list(root)) {
      assertEquals(List.of("nightjar.yaml"), left.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsSaid() throws Exception {
    var text = ofSettings(settings(root, Path.of("/proc/footage")));
    assertTrue(text.contains("BAD   footage cannot be written: "), text);
    assertTrue(text.contains("\n      -> is the disk there"), text);
  }

  @Test
  void wrongSettingsAreSaidWithTheFirstOfThem() throws Exception {
    var text = ofSettings("camras: {}\nlisten: nowhere at all\n");
    assertTrue(text.startsWith("BAD   settings: "), text);
    assertTrue(text.contains("more)\n      -> nightjar check"), text);
  }

  @Test
  void withoutSettingsThereIsNothingToSayOfThem() throws Exception {
    assertEquals(
        List.of(),
        DoctorCommand.settings(Arguments.of(List.of(), Set.of(), "config"), Clock.SYSTEM));
  }

  private void examine(boolean hardware) throws Exception {
    examine(hardware, codec);
  }

  private void examine(boolean hardware, Device.Opener devices) throws Exception {
    var here = here(devices, Clock.SYSTEM);
    DoctorCommand.examine(here, List.of(), hardware, new PrintStream(out, true, UTF_8));
  }

  private Surroundings here(Device.Opener devices, Clock time) {
    return new Surroundings(
        root, dev, devices, programs.toString(), time, () -> isTimeKept, () -> address);
  }

  private static Device.Opener denied() {
    return path -> {
      throw new PosixException("cannot open " + path, 13);
    };
  }

  private void board(int free, int cma, String throttled) throws IOException {
    write("proc/device-tree/model", BOARD);
    write(
        "proc/meminfo",
        "MemTotal: 440000 kB\nMemAvailable:   %d kB\nCmaTotal: %d kB\nCmaFree: 100000 kB\n"
            .formatted(free, cma));
    write("sys/devices/platform/soc/soc:firmware/get_throttled", throttled + "\n");
    write("sys/class/thermal/thermal_zone0/temp", "52100\n");
    write("proc/net/wireless", WIRELESS.formatted(-58));
  }

  private void attachRibbon() throws IOException {
    FakeRpicam.install(programs.resolve("rpicam-vid"), "nothing", Path.of("none"));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private void expect(String text) {
    assertTrue(said().contains(text), () -> "no \"" + text + "\" in:\n" + said());
  }

  private String said() {
    return out.toString(UTF_8);
  }
}
