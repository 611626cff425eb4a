package nightjar.record.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose and when, written and read again.
class HeadingTest {
  private static final Heading HEADING =
      new Heading(
          "front-door",
          "main",
          new UUID(1, 2),
          12_345_678_901L,
          1_764_064_800_123_457L,
          false,
          "avc1.640028",
          1280,
          720);

  @Test
  void isReadAsItWasWritten() throws Exception {
    assertEquals(HEADING, Heading.parse(json(HEADING)));
  }

  @Test
  void timeIsExactForCenturies() throws Exception {
    long late = (1L << 52) - 1;
    var heading =
        new Heading("a", "b", new UUID(-1, -1), late, late, true, "avc1.42c01f", 65_535, 1);
    assertEquals(heading, Heading.parse(json(heading)));
    assertEquals(late + 1_000_000, heading.wallAt(90_000));
    assertEquals(late + 11, heading.wallAt(1));
  }

  @Test
  void theLongestFits() {
    var name = "a".repeat(31);
    var heading =
        new Heading(
            name,
            name,
            new UUID(-1, -1),
            1L << 52,
            1L << 52,
            false,
            "a".repeat(40),
            65_535,
            65_535);
    assertTrue(json(heading).remaining() <= Heading.LONGEST);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"v\":1', '\"v\":2'",
    "front-door, ../door",
    "1764064800123457, -5",
    "1764064800123457, 1e300",
    "1764064800123457, '\"now\"'",
    "1280, 0",
    "false, maybe",
    "00000000-0000-0001, nothing",
    "'}', ''",
  })
  void refusesWhatIsNone(String what, String by) {
    var text = UTF_8.decode(json(HEADING)).toString().replace(what, by);
    assertThrows(IOException.class, () -> Heading.parse(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private static ByteBuffer json(Heading heading) {
    var box = heading.box();
    return ByteBuffer.wrap(box, UuidBox.HEADER, box.length - UuidBox.HEADER);
  }
}
