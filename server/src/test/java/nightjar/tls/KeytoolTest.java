package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A maker of certificates that does not do as it should.
class KeytoolTest {
  @TempDir Path dir;

  private IOException fails(String script, Duration patience) throws IOException {
    var program = Files.writeString(dir.resolve("keytool"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(dir.resolve("work"));
    return assertThrows(
        IOException.class,
        () ->
            new Keytool(program, patience)
                .makeAuthority(
                    dir.resolve("work/new.p12"),
                    "Nightjar",
                    Constraints.of(List.of("attic")),
                    Instant.EPOCH,
                    1));
  }

  /// The shell waits for its own child, which holds the output too.
  @Test
  @Timeout(60)
  void oneThatHangsIsEndedWithAllItStarted() throws Exception {
    var e = fails("echo $$ > $0.pid; echo thinking; sleep 1000; echo done", Duration.ofSeconds(2));
    assertEquals(
        dir.resolve("keytool") + " made no certificate within 2 s: thinking", e.getMessage());
    var shell = Long.parseLong(Files.readString(dir.resolve("keytool.pid")).strip());
    var left = ProcessHandle.of(shell);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
    assertTrue(
        ProcessHandle.current()
            .descendants()
            .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 1000")));
    assertFalse(Files.exists(dir.resolve("work/said")));
  }

  @Test
  @Timeout(60)
  void oneThatTalksWithoutEndIsEndedAndNotQuotedWhole() throws Exception {
    var e = fails("while true; do echo and on and on and on; done", Duration.ofSeconds(1));
    assertTrue(e.getMessage().length() < 3000, e::getMessage);
  }

  @Test
  @Timeout(60)
  void whatItSaidIsPassedOn() throws Exception {
    var e = fails("echo no such luck; exit 3", Duration.ofMinutes(1));
    assertEquals(dir.resolve("keytool") + " made no certificate: no such luck", e.getMessage());
  }

  /// A child of its own that lives on, and holds the output, is not waited for.
  @Test
  @Timeout(60)
  void whatItLeavesBehindIsNotWaitedFor() throws Exception {
    var e = fails("sleep 30 & exit 3", Duration.ofMinutes(1));
    assertTrue(e.getMessage().contains("made no certificate: "), e::getMessage);
  }
}
