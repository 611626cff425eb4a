package nightjar.record.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.WholeFile;

/// The disk itself.
final class RealDisk implements Disk {
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public Handle create(Path file) throws IOException {
    return new OpenFile(
        file, FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), WholeFile.MODE));
  }

  @Override
  public Handle open(Path file, boolean toWrite) throws IOException {
    return new OpenFile(file, FileChannel.open(file, toWrite ? Set.of(READ, WRITE) : Set.of(READ)));
  }

  @Override
  public void makeRoot(Path folder) throws IOException {
    Files.createDirectories(folder, FOLDER_MODE);
    WholeFile.sync(folder.toAbsolutePath().resolve("..").normalize());
  }

  @Override
  public boolean makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, FOLDER_MODE);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    WholeFile.sync(folder);
  }

  @Override
  public boolean unlink(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  @Override
  public boolean removeFolder(Path folder) throws IOException {
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      return false;
    }
  }

  // A name with a dot is no folder of ours: of tens of thousands of files none is asked.
  @Override
  public List<Entry> list(Path folder) throws IOException {
    var found = new ArrayList<Entry>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        var name = String.valueOf(entry.getFileName());
        found.add(new Entry(name, !name.contains(".") && Files.isDirectory(entry)));
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  @Override
  public Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    WholeFile.replace(file, bytes);
  }

  /// Sizes come from statvfs(3). Java knows a folder's file store only where the list of mounts has
  /// it, which is not so in a chroot or for a subvolume of Btrfs.
  @Override
  public Space space(Path folder) throws IOException {
    var file = folder.toFile();
    long size = file.getTotalSpace();
    if (size == 0) {
      var store = Files.getFileStore(folder); // and if it is not there or broken, that is said
      return new Space(store.getTotalSpace(), store.getUsableSpace(), store.isReadOnly());
    }
    return new Space(size, file.getUsableSpace(), isReadOnly(folder));
  }

  private static boolean isReadOnly(Path folder) {
    try {
      return Files.getFileStore(folder).isReadOnly();
    } catch (IOException _) {
      return !Files.isWritable(folder);
    }
  }

  @Override
  public long device(Path place) throws IOException {
    var there = place.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.resolve("..").normalize();
    }
    return (long) Files.getAttribute(there, "unix:dev");
  }

  @Override
  public Optional<AutoCloseable> lock(Path file) throws IOException {
    var channel = FileChannel.open(file, Set.of(CREATE, WRITE), WholeFile.MODE);
    boolean held = false;
    try {
      held = channel.tryLock() != null;
      return held ? Optional.of(channel) : Optional.empty();
    } catch (OverlappingFileLockException _) { // this very process has it
      return Optional.empty();
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /// A file that an interrupt does not close: Java closes the channel of whoever is interrupted,
  /// but a recorder that is told to end still has a file to seal.
  private static final class OpenFile implements Handle {
    private final Path file;
    private FileChannel channel;
    private long size; // where the next bytes go

    OpenFile(Path file, FileChannel channel) throws IOException {
      this.file = file;
      this.channel = channel;
      this.size = channel.size();
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      int from = bytes.position();
      long at = size;
      uninterrupted(
          () -> {
            bytes.position(from);
            while (bytes.hasRemaining()) {
              channel.write(bytes, at + bytes.position() - from);
            }
          });
      size = at + bytes.position() - from;
    }

    @Override
    public void truncate(long to) throws IOException {
      uninterrupted(() -> channel.truncate(to));
      size = to;
    }

    @Override
    public void sync() throws IOException {
      uninterrupted(() -> channel.force(false)); // fdatasync: the length is synced, times are not
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer to, long at) throws IOException {
      return channel.read(to, at);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    private interface Step {
      void run() throws IOException;
    }

    private void uninterrupted(Step step) throws IOException {
      boolean interrupted = Thread.interrupted();
      try {
        while (!ran(step)) {
          interrupted = Thread.interrupted() || interrupted;
          channel = FileChannel.open(file, Set.<OpenOption>of(READ, WRITE));
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private static boolean ran(Step step) throws IOException {
      try {
        step.run();
        return true;
      } catch (ClosedByInterruptException _) {
        return false;
      }
    }
  }
}
