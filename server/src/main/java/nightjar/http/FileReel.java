package nightjar.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import nightjar.base.Sha256;
import nightjar.playback.Reel;

/// A file that is never changed.
final class FileReel implements Reel {
  private static final int TAG = 16; // bytes

  private final FileChannel file;
  private final long length;
  private final String tag;

  private FileReel(FileChannel file, long length, String tag) {
    this.file = file;
    this.length = length;
    this.tag = tag;
  }

  static FileReel open(Path path) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long length = file.size();
      var name = Sha256.of((path + " " + length).getBytes(UTF_8));
      return new FileReel(file, length, HexFormat.of().formatHex(name, 0, TAG));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public void read(ByteBuffer to, long at) throws IOException {
    long from = at;
    while (to.hasRemaining()) {
      int read = file.read(to, from);
      if (read < 0) {
        throw new EOFException("the file is shorter than it was");
      }
      from += read;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a file that was read does not close", e);
    }
  }
}
