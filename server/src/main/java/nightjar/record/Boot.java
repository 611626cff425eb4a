package nightjar.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Which start of this machine it is.
public final class Boot {
  private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Boot() {}

  /// The kernel's id; one of its own where there is none, which no other program's footage has.
  public static UUID id() {
    try {
      return UUID.fromString(Files.readString(ID).strip());
    } catch (IOException | IllegalArgumentException _) {
      return UUID.randomUUID();
    }
  }
}
