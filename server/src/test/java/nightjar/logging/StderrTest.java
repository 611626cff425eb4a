package nightjar.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// An event is a line, whatever it speaks of.
class StderrTest {
  @ParameterizedTest
  @CsvSource({
    "5, caf\u00e9 \u4e16 \ud83d\ude00, caf\u00e9 \u4e16 \ud83d\ude00",
    "10, , 'a\\u{a}b'",
    "13, , 'a\\u{d}b'",
    "27, , 'a\\u{1b}b'",
    "133, , 'a\\u{85}b'",
    "155, , 'a\\u{9b}b'",
    "8232, , 'a\\u{2028}b'",
    "8233, , 'a\\u{2029}b'",
    "8238, , 'a\\u{202e}b'",
    "55296, , 'a\\u{d800}b'",
  })
  void showsWhatWouldNotBeSeen(int letter, String whole, String shown) {
    var text = whole != null ? whole : "a" + (char) letter + "b";
    assertEquals(shown, Shown.of(text));
  }

  @RepeatedTest(20)
  void anyTextIsOneLine() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
    }
    var shown = Shown.of(text.toString());
    assertFalse(shown.codePoints().anyMatch(Character::isISOControl), "-Dseed=" + seed);
    assertEquals(1, shown.split("\\R", -1).length, "-Dseed=" + seed);
    assertEquals(shown, Shown.of(shown), "-Dseed=" + seed);
  }

  /// The stack is lines of ours; messages of exceptions are not.
  @Test
  void anExceptionForgesNoLine() {
    var thrown = new IOException("outer\n<3>forged", new IOException("inner\u0085forged"));
    thrown.addSuppressed(new IOException("beside\u2028forged"));
    var said = said(() -> Stderr.write(Level.ERROR, "it\nfailed", thrown));
    var lines = said.lines().filter(line -> !line.strip().startsWith("at ")).toList();
    assertEquals(4, lines.size(), said);
    assertTrue(lines.get(0).endsWith("it\\u{a}failed"), said);
    assertEquals("java.io.IOException: outer\\u{a}<3>forged", lines.get(1));
    assertEquals("\tSuppressed: java.io.IOException: beside\\u{2028}forged", lines.get(2));
    assertEquals("Caused by: java.io.IOException: inner\\u{85}forged", lines.get(3));
    assertTrue(said.contains("\n\tat nightjar"), said);
  }

  @Test
  void bothDoorsAreGuarded() {
    var ours = said(() -> System.getLogger("nightjar.x").log(Level.WARNING, "of {0}", "a\nb"));
    assertTrue(ours.endsWith("of a\\u{a}b\n"), ours);
    var library = said(() -> LoggerFactory.getLogger("library").warn("of {}", "a\u0085b"));
    assertTrue(library.endsWith("library: of a\\u{85}b\n"), library);
    var parser = "org.eclipse.jetty.http.HttpParser";
    assertEquals("", said(() -> LoggerFactory.getLogger(parser).warn("of {}", "a request")));
  }

  private static String said(Runnable speaking) {
    var before = System.err;
    var bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      speaking.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(UTF_8);
  }
}
