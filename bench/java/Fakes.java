import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// What stands in for a camera's program: the tests' own, compiled by the benchmark's launcher.
final class Fakes {
  private Fakes() {}

  /// Puts an `rpicam-vid` into the folder.
  ///
  /// @param units file of coded pictures, each as a length and so many bytes
  /// @return a PATH on which it is found first
  static String installRpicam(Path folder, Path units) throws IOException {
    var program = folder.resolve("rpicam-vid");
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -cp '%s' %s nothing '%s' \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path").split(":")[0],
                "nightjar.camera.rpicam.FakeRpicam",
                units));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return folder + ":" + System.getenv("PATH");
  }
}
