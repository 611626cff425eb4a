package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.Overload.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server in a process of its own that records, while others want every processor: it sheds,
/// loses nothing, and comes back. `./nightjar bench governor` does the same for longer.
class OverloadTest {
  // How many there are depends on who else is there; that there are some does not.
  private static final double A_PICTURE_IN_FIVE_SECONDS = 0.2;

  @TempDir private Path dir;
  private final List<Look> looks = new ArrayList<>();

  @Test
  void shedsAndComesBackAndLosesNothing() throws Exception {
    try (var server = ControlGroup.make("server", Overload.WEIGHT).orElse(null);
        var others = ControlGroup.make("others", Overload.OTHERS).orElse(null)) {
      assumeTrue(server != null && others != null, "no control group can be made: that takes root");
      var settings = Overload.settings("2s", 640, 480, 15);
      var file = Files.writeString(dir.resolve("nightjar.yaml"), settings).toString();
      var token = Keys.token(dir.resolve("nightjar-data"));
      var out = Files.createTempFile(dir, "out", ".txt");
      try (var program =
              Program.start(dir, out, server::around, "run", "--insecure-http", "--config", file);
          var overload = new Overload(program.port(), token, looks::add)) {
        overload(overload, others);
        program.terminate();
        var log = program.ended().err();
        assertTrue(log.contains("main at ") && log.contains("full quality again"), log);
      }
    }
    var kept = Overload.kept(dir.resolve("nightjar-data"));
    double lasted = looks.getLast().at() - looks.getFirst().at();
    assertTrue(kept.seconds() > lasted && kept.gap() < 500, () -> kept + " of " + lasted);
    assertTrue(kept.fewest() > A_PICTURE_IN_FIVE_SECONDS, kept::toString);
  }

  private void overload(Overload server, ControlGroup others) throws Exception {
    server.until(look -> look.fps() > 12, 15);
    others.stress(4);
    var shed = server.until(look -> look.line().startsWith("main at "), 40);
    others.relax();
    assertTrue(shed.line().startsWith("main at "), this::told);
    var last = server.until(look -> look.level() == 0 && look.fps() > 12, 60);
    assertEquals(0, last.level(), this::told);
    assertTrue(last.fps() > 12, this::told);
    assertTrue(looks.stream().allMatch(look -> look.lost() == 0), this::told);
  }

  private String told() {
    return String.join("\n", looks.stream().map(Look::toString).toList());
  }
}
