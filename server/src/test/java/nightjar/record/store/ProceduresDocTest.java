package nightjar.record.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The numbered procedures of docs/design/recording.md and the code carry the same numbers.
class ProceduresDocTest {
  private static final Path DOC = Path.of("../docs/design/recording.md");
  private static final Path CODE = Path.of("src/main/java/nightjar/record/store");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([WCDLEMS]\\d+) \\|");
  private static final Pattern COMMENT = Pattern.compile("(?m)//.*$");
  private static final Pattern STEP = Pattern.compile("\\b([WCDLEMS])(\\d+)(?: to \\1(\\d+))?\\b");

  @Test
  void theCodeHasEachStepOfTheDocAndNoOther() throws IOException {
    var steps = new TreeSet<String>();
    ROW.matcher(Files.readString(DOC)).results().forEach(m -> steps.add(m.group(1)));
    assertTrue(steps.size() > 30, steps.toString());
    assertEquals(String.join(" ", steps), String.join(" ", inCode()));
  }

  private static TreeSet<String> inCode() throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.list(CODE)) {
      for (var file : files.collect(Collectors.toList())) {
        COMMENT.matcher(Files.readString(file)).results().forEach(c -> steps(c.group(), found));
      }
    }
    return found;
  }

  // "S4 to S6" names three.
  private static void steps(String comment, TreeSet<String> found) {
    Matcher m = STEP.matcher(comment);
    while (m.find()) {
      int first = Integer.parseInt(m.group(2));
      int last = m.group(3) == null ? first : Integer.parseInt(m.group(3));
      for (int i = first; i <= last; i++) {
        found.add(m.group(1) + i);
      }
    }
  }
}
