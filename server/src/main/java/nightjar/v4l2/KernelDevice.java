package nightjar.v4l2;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.posix.Fd;

/// A file below /dev.
///
/// @param fd taken over
record KernelDevice(Fd fd) implements Device {
  @Override
  public String name() {
    return fd.name();
  }

  @Override
  public int ioctl(long request, MemorySegment argument) {
    return fd.ioctl(request, argument);
  }

  @Override
  public int await(int events, int millis) throws IOException {
    return fd.await(events, millis);
  }

  @Override
  public MemorySegment map(long length, long offset, Arena lifetime) throws IOException {
    return fd.map(length, offset, lifetime);
  }

  @Override
  public void close() {
    fd.close();
  }
}
