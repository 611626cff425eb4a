package nightjar.event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The real disk, which takes only so many bytes more, and counts what it is asked.
final class FaultyDisk implements Disk {
  private long room = Long.MAX_VALUE;
  private int writes;

  /// From now on it is full after so many bytes.
  void room(long bytes) {
    room = bytes;
  }

  int writes() {
    return writes;
  }

  @Override
  public void write(Path file, long at, byte[] bytes, boolean sync) throws IOException {
    writes++;
    int fits = (int) Math.min(room, bytes.length);
    Disk.REAL.write(file, at, Arrays.copyOf(bytes, fits), false); // tests have no power cuts
    room -= fits;
    if (fits < bytes.length) {
      throw new IOException("no space left on device");
    }
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    writes++;
    if (room < bytes.length) {
      throw new IOException("no space left on device");
    }
    room -= bytes.length;
    Disk.REAL.replace(file, bytes);
  }

  @Override
  public void delete(Path file) throws IOException {
    writes++;
    Disk.REAL.delete(file);
  }
}
