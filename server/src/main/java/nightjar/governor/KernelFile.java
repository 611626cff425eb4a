package nightjar.governor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A small text that the kernel writes anew whenever it is read from its beginning. It stays open,
/// for opening costs several times what reading does. One thread.
final class KernelFile implements AutoCloseable {
  private static final int AGAIN = 60; // readings until one that is not there is looked for again

  private static final int LONGEST = 4096; // bytes; what is beyond is not read

  private final Path path;
  private final ByteBuffer text = ByteBuffer.allocate(LONGEST);
  private final Scan scan = new Scan();
  private @Nullable FileChannel channel;
  private int waits;

  KernelFile(Path path) {
    this.path = path;
  }

  /// What it says now; nothing when it is not there. Good until the next.
  Scan scan() {
    text.clear();
    try {
      var open = opened();
      if (open != null) {
        open.read(text, 0);
      }
    } catch (IOException _) { // gone with its device
      close();
    }
    return scan.over(text.array(), text.position());
  }

  private @Nullable FileChannel opened() throws IOException {
    if (channel == null && waits-- <= 0) {
      waits = AGAIN;
      channel = Files.isReadable(path) ? FileChannel.open(path) : null;
    }
    return channel;
  }

  /// Read again, it is opened again.
  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // nothing was written
    }
    channel = null;
  }
}
