package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path dir;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void whatItMakesIsNobodyElses() throws IOException {
    var folder = DataFolder.open(dir.resolve("some/data"));
    folder.replace("a.json", "1");
    folder.replace("a.json", "2");
    assertEquals(Optional.of("2"), folder.read("a.json"));
    assertEquals("rwx------", mode(dir.resolve("some/data")));
    assertEquals("rw-------", mode(dir.resolve("some/data/a.json")));
    assertFalse(Files.exists(dir.resolve("some/data/a.json.new")));
    assertEquals(Optional.empty(), folder.read("b.json"));
  }

  @Test
  void refusesWhatOthersMayRead() throws IOException {
    var path = dir.resolve("data");
    var folder = DataFolder.open(path);
    folder.replace("a.json", "1");
    for (var open : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      chmod(path.resolve("a.json"), open);
      var e = assertThrows(IOException.class, () -> folder.read("a.json"));
      assertTrue(String.valueOf(e.getMessage()).endsWith("chmod 600 " + path.resolve("a.json")));
    }
    chmod(path, "rwxr-x---");
    var e = assertThrows(IOException.class, () -> DataFolder.open(path));
    assertTrue(String.valueOf(e.getMessage()).endsWith("chmod 700 " + path));
  }

  @Test
  void refusesLinksAndFilesInItsPlace() throws IOException {
    var folder = DataFolder.open(dir.resolve("data"));
    Files.createSymbolicLink(dir.resolve("data/a.json"), dir.resolve("elsewhere"));
    assertThrows(IOException.class, () -> folder.read("a.json"), "a link has mode 777");
    Files.createFile(dir.resolve("file"));
    assertThrows(IOException.class, () -> DataFolder.open(dir.resolve("file")));
  }

  @Test
  void whatAPowerCutLeftOfTheTemporaryIsNotRead() throws Exception {
    var path = dir.resolve("data");
    try (var house = new House(path)) {
      house.setUp();
    }
    var whole = Files.readAllBytes(path.resolve("accounts.json"));
    var partial = path.resolve("accounts.json.new");
    for (int length = 0; length <= whole.length; length++) {
      Files.write(partial, Arrays.copyOf(whole, length));
      chmod(partial, "rw-rw-rw-");
      var keeper = BookKeeper.open(DataFolder.open(path));
      assertTrue(keeper.book().hasAdministrator());
      if (length % 50 == 0) {
        keeper.change(book -> book);
        assertEquals("rw-------", mode(path.resolve("accounts.json")));
      }
    }
  }

  /// Read strictly: cut off anywhere, it is an error, and never nobody's or everybody's.
  @Test
  void aTornFileNeverOpensTheDoor() throws Exception {
    var path = dir.resolve("data");
    try (var house = new House(path)) {
      house.setUp();
    }
    var file = path.resolve("accounts.json");
    var whole = Files.readString(file).strip();
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(file, whole.substring(0, length));
      var e = assertThrows(IOException.class, () -> BookKeeper.open(DataFolder.open(path)));
      assertTrue(String.valueOf(e.getMessage()).contains("accounts.json cannot be read"));
    }
  }
}
