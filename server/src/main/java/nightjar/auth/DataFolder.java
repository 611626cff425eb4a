package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import nightjar.base.WholeFile;

/// A folder of this process's user alone, whose files are replaced as a whole or not at all.
final class DataFolder {
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int OTHERS = 077; // permissions of group and others
  private static final long LARGEST = 16 << 20; // bytes of a file read whole

  private final Path path;

  private DataFolder(Path path) {
    this.path = path;
  }

  /// Makes it when it is missing; refuses one that others can look into.
  static DataFolder open(Path path) throws IOException {
    var parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(path, FOLDER_MODE);
    } catch (FileAlreadyExistsException _) {
      if (!Files.isDirectory(path)) {
        throw new IOException(path + " must be a folder");
      }
    }
    refuseOthers(path, "700");
    return new DataFolder(path);
  }

  DataFolder folder(String name) throws IOException {
    return open(path.resolve(name));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Tells one content of a file from another without reading it.
  record Stamp(Object file, FileTime written, long size) {}

  /// Empty when there is no such file.
  Optional<Stamp> stamp(String name) throws IOException {
    try {
      var is = Files.readAttributes(file(name), BasicFileAttributes.class);
      return Optional.of(new Stamp(is.fileKey(), is.lastModifiedTime(), is.size()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Empty when there is no such file; refuses one that others can read or write.
  Optional<String> read(String name) throws IOException {
    var file = file(name);
    try {
      refuseOthers(file, "600");
      if (Files.size(file) > LARGEST) {
        throw new IOException(file + " is larger than any that Nightjar writes");
      }
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// After a power cut the file is the old one or the new one.
  void replace(String name, String text) throws IOException {
    WholeFile.replace(file(name), text.getBytes(UTF_8));
  }

  /// Opens a file of ours, made with mode 0600.
  FileChannel open(String name, OpenOption... options) throws IOException {
    return FileChannel.open(file(name), Set.of(options), WholeFile.MODE);
  }

  /// Open while it is held; closing lets go. Other processes wait, threads of this one must not ask
  /// twice.
  FileChannel locked(String name) throws IOException {
    var file = open(name, CREATE, WRITE);
    try {
      file.lock();
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /// Makes entries of the folder itself reach the disk.
  void sync() throws IOException {
    WholeFile.sync(path);
  }

  /// @param mode as chmod takes it
  private static void refuseOthers(Path path, String mode) throws IOException {
    var is = Files.readAttributes(path, "unix:mode,uid", links(path));
    if (!(is.get("mode") instanceof Integer permissions) || !(is.get("uid") instanceof Integer)) {
      throw new IOException(path + " is on a file system without owners and permissions");
    }
    var ours = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!ours.equals(is.get("uid"))) {
      var cure =
          ours.equals(0)
              ? "run this as that user: sudo -u '#%s' ...".formatted(is.get("uid"))
              : "give it over with: sudo chown -R %s %s".formatted(ours, path);
      throw new IOException(
          "%s belongs to user %s, and this runs as user %s; %s"
              .formatted(path, is.get("uid"), ours, cure));
    }
    if ((permissions & OTHERS) != 0) {
      throw new IOException(
          "others may read or write %s; change that with: chmod %s %s".formatted(path, mode, path));
    }
  }

  /// A folder may be elsewhere, a file in it must not.
  private static LinkOption[] links(Path path) {
    return Files.isDirectory(path)
        ? new LinkOption[0]
        : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }
}
