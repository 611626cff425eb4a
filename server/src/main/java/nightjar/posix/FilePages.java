package nightjar.posix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// Pages of files that are mapped into memory.
public final class FilePages {
  private static final int MADV_DONTNEED = 4;

  private FilePages() {}

  /// Lets go of a file's pages that the process has touched, by madvise(2): what is needed again
  /// comes from the system's cache, or the disk.
  ///
  /// Of a library that is its code alone: what is private and no code may have been changed since.
  ///
  /// @return whether the kernel let go; nothing is lost when it did not
  public static boolean drop(Path file) {
    try {
      dropEach(new String(file.toRealPath().toString().getBytes(UTF_8), ISO_8859_1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void dropEach(String name) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/maps"), ISO_8859_1)) {
      var fields = line.split(" +", 6); // addresses, permissions, offset, device, inode, name
      if (fields.length == 6 && isUnchanged(fields[1]) && fields[5].equals(name)) {
        drop(fields[0]);
      }
    }
  }

  private static boolean isUnchanged(String permissions) {
    return permissions.equals("r--s") || permissions.equals("r-xp");
  }

  private static void drop(String addresses) throws IOException {
    int dash = addresses.indexOf('-');
    long from = HexFormat.fromHexDigitsToLong(addresses, 0, dash);
    long to = HexFormat.fromHexDigitsToLong(addresses, dash + 1, addresses.length());
    if (Libc.MADVISE.call(from, to - from, MADV_DONTNEED) != 0) {
      throw new IOException("madvise refuses " + addresses);
    }
  }
}
