package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Clock;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Footage;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check --store`, on a folder with three files of a camera.
class StoreCommandTest {
  private static final String IN_ORDER = "%s: %d files, \\d+\\.\\d MB, all in order\n";

  @TempDir private Path data;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Path folder;

  @BeforeEach
  void record() throws IOException {
    Recorded.write(data, "front");
    folder = data.resolve("footage");
    Files.writeString(data.resolve("nightjar.yaml"), "data: " + data + "\n");
  }

  @Test
  void aCleanStoreIsInOrder() throws Exception {
    assertEquals("", check());
    assertTrue(said().matches(IN_ORDER.formatted(folder, 3)), this::said);
  }

  @Test
  void aFileThatIsMissingIsNamed() throws Exception {
    var gone = files().get(1).file();
    Files.delete(gone);
    assertEquals("1 thing is wrong", check());
    var first = said().lines().findFirst().orElseThrow();
    assertEquals(folder.relativize(gone) + ": there is a row, and no file", first);

    assertEquals("", check("--rebuild"));
    assertTrue(said().matches(IN_ORDER.formatted(folder, 2)), this::said);
  }

  /// What was changed is cut off, and what is before it is sealed again.
  @Test
  void aFileThatWasChangedIsNamed() throws Exception {
    var changed = files().get(1);
    flip(changed.file(), (int) changed.bytes() / 2);
    assertEquals("1 thing is wrong", check());
    var first = said().lines().findFirst().orElseThrow();
    assertTrue(first.startsWith(folder.relativize(changed.file()) + ": "), this::said);

    assertEquals("", check("--rebuild"));
    assertTrue(said().startsWith(changed.file() + ": its end was lost: "), this::said);
    assertTrue(said().endsWith(", all in order\n"), this::said);
  }

  @Test
  void anIndexThatIsLostIsMadeAnewWithAllThatFilesSay() throws Exception {
    try (var store = store()) {
      store.happened("front", Recorded.START, Recorded.START, "e");
      store.lock("front", Recorded.START, Recorded.START + 1, true);
    }
    var before = files();
    assertTrue(before.getFirst().event() && before.getFirst().locked());
    Files.delete(folder.resolve("index.db"));
    assertEquals(folder + " has no index: a start of the server makes one, or --rebuild", check());
    assertEquals("", check("--rebuild"));
    assertTrue(said().matches(IN_ORDER.formatted(folder, 3)), this::said);
    assertEquals(words(before), words(files()));
    assertTrue(files().getFirst().event());
    assertEquals("", check());
  }

  @Test
  void anIndexThatIsNoneIsSaidToBeBroken() throws Exception {
    Files.writeString(folder.resolve("index.db"), "nothing of the kind".repeat(99));
    assertEquals("1 thing is wrong", check());
    assertTrue(said().startsWith(folder.resolve("index.db") + " is broken: "), this::said);
    assertEquals("", check("--rebuild"));
  }

  /// Of somebody else, or the empty place where a disk belongs: nothing is taken away or made.
  @Test
  void whatIsNoFolderOfFootageStaysAsItIs() throws Exception {
    var none = data.resolve("none");
    var others = Files.createDirectories(data.resolve("others"));
    Files.writeString(others.resolve("index.db"), "theirs");
    for (var place : List.of(none, others)) {
      assertEquals(
          place + " is no folder of footage: is its disk mounted?",
          check("--rebuild", "--folder", place.toString()));
    }
    assertEquals(
        none + " is no folder of footage: is its disk mounted?",
        check("--folder", none.toString()));
    try (var left = Files.list(others)) {
      assertEquals(List.of(others.resolve("index.db")), left.toList());
    }
    assertEquals("theirs", Files.readString(others.resolve("index.db")));
  }

  /// In processes of their own, as anybody would.
  @Test
  void besideAServerItReadsAndHarmsNothing() throws Exception {
    var settings =
        Files.writeString(
                data.resolve("nightjar.yaml"),
                """
                listen: 127.0.0.1:0
                data: %s
                cameras:
                  side:
                    source: demo
                    width: 320
                    height: 240
                    fps: 10
                    record: {mode: continuous}
                """
                    .formatted(data))
            .toString();
    try (var server = Program.start(data, "run", "--insecure-http", "--config", settings)) {
      server.port();
      Await.until(this::isRecorded, () -> "nothing recorded");
      var beside = Program.run(data, "check", "--store", "--config", settings);
      assertEquals(0, beside.code(), beside::err);
      assertTrue(
          beside.out().endsWith(" MB, of these 1 being written, all in order\n"), beside::out);

      var refused = Program.run(data, "check", "--store", "--rebuild", "--config", settings);
      assertEquals(Exit.UNAVAILABLE, refused.code());
      assertTrue(
          refused.err().contains(folder + " is in use: stop the server first"), refused::err);
      assertTrue(server.isAlive());
      server.terminate();
      assertEquals(143, server.ended().code()); // by SIGTERM
      assertFalse(server.complaints().contains("not recorded"), server.complaints());
    }
    var after = Program.run(data, "check", "--store", "--config", settings);
    assertEquals(0, after.code(), after::err);
    assertTrue(after.out().matches(IN_ORDER.formatted(folder, 4)), after::out);
  }

  private boolean isRecorded() throws IOException {
    var side = folder.resolve("side");
    if (!Files.isDirectory(side)) {
      return false;
    }
    try (var all = Files.walk(side)) {
      return all.filter(Files::isRegularFile).anyMatch(file -> file.toFile().length() > 20_000);
    }
  }

  /// Returns why it ended, empty when all was well.
  private String check(String... more) throws Exception {
    out.reset();
    var words = Arrays.copyOf(more, more.length + 3);
    words[more.length] = "--store";
    words[more.length + 1] = "--config";
    words[more.length + 2] = data.resolve("nightjar.yaml").toString();
    try {
      StoreCommand.run(
          Arguments.of(List.of(words), Set.of("store", "rebuild"), "config", "folder"),
          new PrintStream(out, true, UTF_8));
      return "";
    } catch (Exit e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String said() {
    return out.toString(UTF_8);
  }

  private Store store() throws IOException {
    return Store.open(folder, StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM);
  }

  private List<Footage> files() throws IOException {
    try (var store = store()) {
      return store.find("front", Optional.empty(), 0, Long.MAX_VALUE);
    }
  }

  private static List<String> words(List<Footage> files) {
    return files.stream().map(f -> "%s %d %s".formatted(f.file(), f.start(), f.locked())).toList();
  }

  private static void flip(Path file, int at) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
