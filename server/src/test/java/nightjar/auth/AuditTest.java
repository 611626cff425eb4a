package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path dir;
  private final FakeClock clock = new FakeClock(); // 2001-09-09
  private Audit audit;

  @BeforeEach
  void open() throws IOException {
    audit = audit(1 << 20);
  }

  private Audit audit(long largest) throws IOException {
    return new Audit(DataFolder.open(dir.resolve("audit")), clock, Duration.ofDays(100), largest);
  }

  private void add(String detail) {
    audit.add("anna", "::1", "camera-off", "yard", true, detail);
  }

  private List<String> details(Audit.Page page) {
    return page.entries().stream().map(Audit.Entry::detail).toList();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir.resolve("audit"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("l"))
          .sorted()
          .toList();
    }
  }

  @Test
  void readsNewestFirstPageByPage() throws IOException {
    for (int i = 0; i < 500; i++) {
      add("n" + i + " " + "x".repeat(i % 300));
      clock.pass(Duration.ofHours(5)); // over several months
    }
    assertEquals(4, names().size());
    var seen = new ArrayList<String>();
    long before = Long.MAX_VALUE;
    Audit.Page page;
    do {
      page = audit.page(before, 37);
      for (var entry : page.entries()) {
        assertTrue(entry.id() < before);
        before = entry.id();
        seen.add(entry.detail().split(" ")[0]);
      }
    } while (page.more());
    assertEquals(500, seen.size());
    for (int i = 0; i < 500; i++) {
      assertEquals("n" + (499 - i), seen.get(i));
    }
    assertTrue(before < 1L << 53, "JavaScript can count so far");
    assertEquals(List.of(), audit.page(0, 5).entries());
    assertFalse(audit.page(1, 5).more());
  }

  @Test
  void aFullFileIsFollowedByAnother() throws IOException {
    audit = audit(500);
    for (int i = 0; i < 20; i++) {
      add("n" + i);
    }
    assertTrue(names().size() > 3, names().toString());
    assertTrue(names().contains("2001-09.1.jsonl"));
    assertEquals("n19", details(audit.page(Long.MAX_VALUE, 200)).getFirst());
    assertEquals(20, audit.page(Long.MAX_VALUE, 200).entries().size());
  }

  @Test
  void aTornLineIsPassedOverAndTheNextIsWhole() throws IOException {
    add("one");
    var file = dir.resolve("audit/2001-09.jsonl");
    var whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length++) {
      Files.write(file, whole, StandardOpenOption.TRUNCATE_EXISTING);
      Files.write(file, Arrays.copyOf(whole, length), StandardOpenOption.APPEND);
      assertEquals(List.of("one"), details(audit.page(Long.MAX_VALUE, 9)));
      add("two");
      var details = details(audit.page(Long.MAX_VALUE, 9));
      assertEquals("two", details.getFirst());
      assertEquals("one", details.getLast());
    }
  }

  @Test
  void nothingBreaksALineNorGrowsIt() throws IOException {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      var text = new StringBuilder();
      for (int n = 0; n < random.nextInt(800); n++) {
        text.append((char) random.nextInt(n % 2 == 0 ? 0x40 : 0x10000));
      }
      audit.add("a\nb", "\"", "x\u2028", text.toString(), false, text.toString());
    }
    assertEquals(300, Files.readAllLines(dir.resolve("audit/2001-09.jsonl")).size());
    var page = audit.page(Long.MAX_VALUE, 200);
    assertEquals(200, page.entries().size());
    for (var entry : page.entries()) {
      assertEquals("a?b", entry.user());
      assertEquals("x?", entry.action());
      assertTrue(entry.detail().codePoints().noneMatch(Character::isISOControl));
      assertTrue(entry.detail().codePointCount(0, entry.detail().length()) <= 300);
    }
  }

  @Test
  void oldMonthsGo() throws IOException {
    for (int i = 0; i < 10; i++) {
      add("n" + i);
      clock.pass(Duration.ofDays(30));
    }
    audit.prune();
    assertEquals(
        List.of("2002-03.jsonl", "2002-04.jsonl", "2002-05.jsonl", "2002-06.jsonl"), names());
  }

  @Test
  void aClockThatGoesBackAddsToTheNewest() throws IOException {
    add("later");
    var early = new FakeClock();
    var folder = DataFolder.open(dir.resolve("audit"));
    clock.pass(Duration.ofDays(300));
    add("much later");
    new Audit(folder, early, Duration.ofDays(100), 1 << 20)
        .add("", "", "x", "", true, "clock is behind");
    assertEquals(
        List.of("clock is behind", "much later", "later"), details(audit.page(Long.MAX_VALUE, 9)));
  }
}
