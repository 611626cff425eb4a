package nightjar.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Secrets that stand outside the settings file. What is wrong with one is said without it.
///
/// @param credentials the folder that systemd hands to a service; null when there is none
record Secrets(@Nullable Path credentials) {
  private static final int LARGEST = 4096; // bytes, without the end of the line
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  static Secrets ofEnvironment() {
    var folder = System.getenv("CREDENTIALS_DIRECTORY");
    return new Secrets(folder == null || folder.isEmpty() ? null : Path.of(folder));
  }

  /// @throws IllegalArgumentException whose message says what is wrong
  String ofFile(String name) {
    var file = path(name);
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException(
          "the file must be named in full, such as /etc/nightjar/password");
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no file " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no plain file");
    }
    if (othersMayRead(file)) {
      throw new IllegalArgumentException(
          "others on this machine can read or write %s: chmod 600 %s".formatted(file, file));
    }
    return read(file);
  }

  /// @throws IllegalArgumentException whose message says what is wrong
  String ofCredential(String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}")) {
      throw new IllegalArgumentException(
          "a credential's name is letters, digits, '.', '-' and '_', such as porch-password");
    }
    if (credentials == null) {
      throw new IllegalArgumentException(
          "$CREDENTIALS_DIRECTORY is not set: systemd sets it for a unit with LoadCredential=%s:/path"
              .formatted(name));
    }
    var file = credentials.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "systemd handed over no credential %s: the unit lacks LoadCredential=%s:/path"
              .formatted(name, name));
    }
    return read(file);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw new IllegalArgumentException("the file's name cannot be one");
    }
  }

  /// Whether anybody but the owner may read or write it.
  static boolean othersMayRead(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException _) {
      return false; // reading it will say more
    }
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LARGEST + 3);
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return checked(text.replaceFirst("\r?\n\\z", ""), file);
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getClass().getName(), e);
    }
  }

  private static String checked(String secret, Path file) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
    if (secret.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new IllegalArgumentException(file + " is larger than 4 KiB");
    }
    if (secret.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(file + " must be one line of text");
    }
    return secret;
  }
}
