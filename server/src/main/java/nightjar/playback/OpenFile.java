package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import nightjar.record.file.Readable;
import nightjar.record.store.Footage;

/// A file of footage that is held open: it can be read to its end whoever removes it.
final class OpenFile implements Layout.Source, Readable, AutoCloseable {
  private final Footage footage;
  private final FileChannel channel;

  OpenFile(Footage footage) throws IOException {
    this.footage = footage;
    this.channel = FileChannel.open(footage.file(), StandardOpenOption.READ);
  }

  Footage footage() {
    return footage;
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
  public void readFully(ByteBuffer to, long at) throws IOException {
    int start = to.position();
    while (to.hasRemaining()) {
      if (channel.read(to, at + to.position() - start) <= 0) {
        throw new IOException(
            footage.file().getFileName() + " ends before " + (at + to.limit() - start));
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // only read: nothing is lost
    }
  }
}
