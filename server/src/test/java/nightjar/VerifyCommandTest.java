package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import nightjar.json.JsonObject;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Footage;
import nightjar.record.file.Hash;
import nightjar.record.file.Readable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify`, on a folder with four minutes of a camera, shortened.
class VerifyCommandTest {
  private static final long MINUTE = 60_000_000;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void record() throws IOException {
    var key = DeviceKey.open(folder);
    var previous = Hash.NONE;
    for (int i = 1; i <= 4; i++) {
      var footage = Footage.of(key, 15, i, previous, Footage.WALL + i * MINUTE);
      previous = root(footage);
      write(file(i), footage.whole());
    }
    Files.writeString(folder.resolve("nightjar.yaml"), "data: " + folder + "\n");
  }

  @Test
  void saysOfEachFileWhatItIs() throws Exception {
    flip(file(2), 2_000);
    write(file(3), Arrays.copyOf(Files.readAllBytes(file(3)), 3_000));
    write(file(4), "not a film".getBytes(UTF_8));
    assertEquals(
        "3 of 4 files are not whole", verify(file(1), file(2), file(3), file(4), "--key", key()));
    assertEquals(
        """
        %s: whole, 2025-11-25 10:01:00 +00:00 to 10:01:01
        %s: changed: piece 1 of 2, 2025-11-25 10:02:00 +00:00 to 10:02:00
        %s: cut at 2025-11-25 10:03:00 +00:00; nothing proves what is before
        %s: foreign: no file of footage: there is no ftyp where one belongs
        """
            .formatted(file(1), file(2), file(3), file(4)),
        said());
  }

  @Test
  void allOfAFolderIsWhole() throws Exception {
    assertEquals("", all());
    assertEquals("front: 4 of 4 files whole, 2025-11-25 10:01:00 +00:00 to 10:04:01\n", said());
  }

  @Test
  void namesTheFilesThatAreMissing() throws Exception {
    Files.delete(file(1));
    Files.delete(file(3));
    assertEquals("", all());
    assertEquals(
        """
        front: file 1 is missing, before 2025-11-25 10:02:00 +00:00: removed to make room, or by somebody
        front: file 3 is missing, between 2025-11-25 10:02:01 +00:00 and 2025-11-25 10:04:00 +00:00: removed to make room, or by somebody
        front: 2 of 2 files whole, 2025-11-25 10:02:00 +00:00 to 10:04:01
        """,
        said());
  }

  @Test
  void theNewestMayBeOpen() throws Exception {
    write(
        file(4), Footage.of(DeviceKey.fresh(), 15, 1, Hash.NONE, Footage.WALL + 4 * MINUTE).open());
    assertEquals("", all());
    assertTrue(said().startsWith(file(4) + ": not sealed yet, 2025-11-25 10:04:00"), this::said);
    out.reset();
    write(
        file(2), Footage.of(DeviceKey.fresh(), 15, 1, Hash.NONE, Footage.WALL + 2 * MINUTE).open());
    assertEquals("1 of 4 files are not whole, or out of their chain", all());
  }

  /// The device's own key, and footage that was recorded at another time.
  @Test
  void oneInAnothersPlaceBreaksTheChain() throws Exception {
    var key = DeviceKey.open(folder);
    write(file(3), Footage.of(key, 15, 3, Hash.NONE, Footage.WALL + 3 * MINUTE + 1).whole());
    assertEquals("2 of 4 files are not whole, or out of their chain", all());
    assertTrue(
        said()
            .startsWith(
                "front: %s does not follow %s, though its number does\n"
                    .formatted(file(3), file(2))),
        this::said);
  }

  @Test
  void saysItToProgramsToo() throws Exception {
    flip(file(2), 2_000);
    all("--json");
    var lines = said().lines().toList();
    assertEquals(5, lines.size());
    var first = JsonObject.parse(lines.get(0));
    assertEquals("whole", first.string("verdict"));
    assertEquals("front", first.string("camera"));
    assertEquals(1, first.whole("number", 0, 9));
    var second = JsonObject.parse(lines.get(1));
    assertEquals("changed", second.string("verdict"));
    assertEquals("piece 1 of 2", second.string("what"));
    var camera = JsonObject.parse(lines.get(4));
    assertEquals(3, camera.whole("whole", 0, 9));
    assertEquals(List.of(), camera.objects("faults"));
  }

  @Test
  void needsAKeyAndFiles() throws Exception {
    assertTrue(verify().startsWith("verify needs one file or more"));
    assertTrue(verify(file(1), "--all").startsWith("verify needs one file or more"));
    assertEquals(
        "none.pem is not there: give the public key of the device that recorded with --key FILE",
        verify(file(1), "--key", "none.pem"));
    assertTrue(verify(file(1), "--key", file(1)).contains(" is no public key: "));
    assertTrue(verify("none.mp4", "--key", key()).endsWith("none.mp4 is not there"));
    assertTrue(verify("--all", "--key", key(), "--folder", "none").startsWith("none is not there"));
  }

  private String all(String... more) throws Exception {
    var words = new String[] {"--all", "--config", folder.resolve("nightjar.yaml").toString()};
    return verify((Object[]) concat(words, more));
  }

  private static String[] concat(String[] one, String[] other) {
    var all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  /// Returns why it ended, empty when all was well.
  private String verify(Object... words) throws Exception {
    var args = Arrays.stream(words).map(Object::toString).toList();
    try {
      VerifyCommand.run(
          Arguments.of(args, Set.of("all", "json"), "key", "config", "folder"),
          new PrintStream(out, true, UTF_8),
          ZoneOffset.UTC);
      return "";
    } catch (Exit e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String said() {
    return out.toString(UTF_8);
  }

  private String key() {
    return folder.resolve(DeviceKey.PUBLIC_FILE).toString();
  }

  private Path file(int minute) {
    return folder.resolve("footage/front/2025/11/25/100%d00Z-main.mp4".formatted(minute));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, bytes);
  }

  private static void flip(Path file, int at) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static Hash root(Footage footage) throws IOException {
    return Anatomy.read(Readable.of(footage.whole())).seal().orElseThrow().root();
  }
}
