package nightjar.v4l2;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import nightjar.posix.Fd;

/// An open device: the seam to the kernel. One thread at a time.
public interface Device extends AutoCloseable {
  /// For people: the path it was opened by.
  String name();

  /// @return 0 or more, or the error number negated
  int ioctl(long request, MemorySegment argument);

  /// Waits until one of `events` is so, or the device is broken.
  ///
  /// @param events of [Fd]
  /// @return what is so; 0 when nothing came in time
  int await(int events, int millis) throws IOException;

  /// Memory shared with the device, until `lifetime` ends.
  MemorySegment map(long length, long offset, Arena lifetime) throws IOException;

  /// Closing twice is no harm.
  @Override
  void close();

  @FunctionalInterface
  interface Opener {
    /// Never waits, and never waits in what it opened.
    Device open(Path path) throws IOException;
  }

  /// The kernel's.
  Opener KERNEL = path -> new KernelDevice(Fd.open(path, Fd.READ_WRITE));
}
