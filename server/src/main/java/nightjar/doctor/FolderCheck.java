package nightjar.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightjar.base.Clock;

/// The disk that a folder is on, or will be once it is made: whether it can be written, keeps what
/// it is given, has room, and is quick enough.
public final class FolderCheck {
  private static final long LITTLE_ROOM = 1L << 30; // bytes: an hour or so of one camera
  private static final int SYNCS = 5;
  private static final int PIECE = 256 << 10; // bytes: a second of one camera
  private static final long SLOW = Duration.ofMillis(500).toNanos();

  /// File systems that recordings had better not be on, and why.
  private static final Map<String, String> POOR =
      Map.of(
          "tmpfs", "is in memory: all of it is gone after a restart",
          "ramfs", "is in memory: all of it is gone after a restart",
          "overlay", "may be in memory: then all of it is gone after a restart",
          "vfat", "is FAT, which a pulled plug can ruin",
          "exfat", "is exFAT, which a pulled plug can ruin",
          "nfs4", "is on another machine: nothing is recorded while that is away",
          "nfs", "is on another machine: nothing is recorded while that is away",
          "cifs", "is on another machine: nothing is recorded while that is away");

  private final Path folder;
  private final String name;
  private final Clock clock;

  /// @param name what it is for
  public FolderCheck(Path folder, String name, Clock clock) {
    this.folder = folder.toAbsolutePath();
    this.name = name;
    this.clock = clock;
  }

  public List<Finding> findings() {
    var place = folder;
    while (place != null && !Files.isDirectory(place)) {
      place = place.getParent();
    }
    var found = new ArrayList<Finding>();
    try {
      if (place == null) {
        throw new IOException("there is no such place");
      }
      found.add(write(place));
      found.add(room(place));
      var poor = POOR.get(type(place));
      if (poor != null) {
        found.add(
            Finding.note(
                name + " " + poor,
                "a folder on an ext4 disk: \"record: {folder: ...}\" in the settings"));
      }
    } catch (IOException e) {
      found.add(
          Finding.bad(
              "%s cannot be written: %s".formatted(name, e.getMessage()),
              "is the disk there, and not mounted read-only? The folder is %s, and has to be its user's"
                  .formatted(folder)));
    }
    return found;
  }

  /// Of its file system; empty where Java cannot know, as in a chroot.
  private static String type(Path place) {
    try {
      return Files.getFileStore(place).type();
    } catch (IOException _) {
      return "";
    }
  }

  private Finding room(Path place) {
    long left = place.toFile().getUsableSpace();
    long size = place.toFile().getTotalSpace();
    var what = "%s: %.1f GB left of %.1f".formatted(name, left / 1e9, Math.max(left, size) / 1e9);
    return left >= LITTLE_ROOM
        ? Finding.fine(what)
        : Finding.note(
            what, "old footage is removed to make room; a larger card or disk keeps more of it");
  }

  /// As footage is: a piece, and the wait until the disk says that it has it.
  private Finding write(Path place) throws IOException {
    var file = Files.createTempFile(place, ".nightjar-doctor", ".tmp");
    long slowest = 0;
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var piece = ByteBuffer.allocate(PIECE);
      for (int i = 0; i < SYNCS; i++) {
        piece.clear();
        long began = clock.ticks();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
        channel.force(false);
        slowest = Math.max(slowest, clock.ticks() - began);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    var what = "%s: a second of video is kept within %d ms".formatted(name, slowest / 1_000_000);
    return slowest < SLOW
        ? Finding.fine(what)
        : Finding.note(
            what, "the card or disk is slow or worn, or busy: one made for cameras lasts longer");
  }
}
