package nightjar.detect;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import nightjar.base.Sha256;
import nightjar.posix.FilePages;

/// A model's bytes in memory.
///
/// The one that comes along is mapped: its pages can be given back while it is open. Another's file
/// may be cut short by whoever owns it, which would end a program that has it mapped: it is copied.
///
/// @param mapped the file, if it is
record ModelFile(Arena arena, MemorySegment bytes, Optional<Path> mapped) implements AutoCloseable {
  static final long LARGEST = 256 << 20;
  private static final int ALIGNED = 64;

  static ModelFile map(Path file) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(file)) {
      var bytes = channel.map(MapMode.READ_ONLY, 0, size(channel, file), arena);
      return new ModelFile(arena, bytes, Optional.of(file));
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  static ModelFile copy(Path file) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(file)) {
      var bytes = arena.allocate(size(channel, file), ALIGNED);
      fill(bytes.asByteBuffer(), channel, file);
      return new ModelFile(arena, bytes, Optional.empty());
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private static long size(FileChannel channel, Path file) throws IOException {
    long size = channel.size();
    if (!Files.isRegularFile(file) || size == 0 || size > LARGEST) {
      throw new BadModelException(
          "%s is no model: a file of 1 byte to %d MB is needed, this has %d bytes"
              .formatted(file, LARGEST >> 20, size));
    }
    return size;
  }

  private static void fill(ByteBuffer buffer, FileChannel channel, Path file) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new BadModelException("%s became shorter while it was read".formatted(file));
      }
    }
  }

  /// Gives back what is not needed for now.
  void rest() {
    mapped.ifPresent(FilePages::drop);
  }

  String sha256() {
    var sum = Sha256.begin();
    sum.update(bytes.asByteBuffer());
    return HexFormat.of().formatHex(sum.digest());
  }

  @Override
  public void close() {
    arena.close();
  }
}
