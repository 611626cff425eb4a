package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// An open file descriptor that is never inherited by children. One thread at a time.
///
/// Calls that fail return the error number negated, as the kernel does; those that hand something
/// out throw. Nothing here blocks for longer than it was told to, for a thread in the kernel cannot
/// be interrupted.
public final class Fd implements AutoCloseable {
  public static final int READ_ONLY = 0;
  public static final int READ_WRITE = 2;
  // Linux on x86-64 and arm64.
  private static final int NONBLOCK = 0x800;
  private static final int CLOEXEC = 0x80000;

  /// Events of poll(2).
  public static final int READABLE = 1;

  public static final int WRITABLE = 4;
  public static final int BROKEN = 8;
  public static final int HUNG_UP = 16;

  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;
  private static final long FAILED = -1; // MAP_FAILED
  private static final long POLLFD = 8; // bytes: int fd, short events, short revents

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(SystemCall.STATE);
  private final MemorySegment poll = arena.allocate(POLLFD, 4);
  private final String name;
  private int number;

  private Fd(String name) {
    this.name = name;
  }

  /// Opens a file or device so that no read or write of it ever waits.
  ///
  /// @param mode [#READ_ONLY] or [#READ_WRITE]
  public static Fd open(Path file, int mode) throws IOException {
    var fd = new Fd(file.toString());
    try {
      fd.number = fd.open(mode | NONBLOCK | CLOEXEC);
      return fd;
    } catch (IOException e) {
      fd.arena.close();
      throw e;
    }
  }

  private int open(int flags) throws IOException {
    try (var once = Arena.ofConfined()) {
      int got = (int) Libc.OPEN.call(state, once.allocateFrom(name).address(), flags);
      if (got < 0) {
        throw new PosixException("cannot open " + name, SystemCall.errno(state));
      }
      return got;
    }
  }

  /// The two ends of a new pipe; reading from the first never waits.
  public static Pipe pipe() throws IOException {
    var from = new Fd("pipe");
    var to = new Fd("pipe");
    try (var once = Arena.ofConfined()) {
      var both = once.allocate(2 * Integer.BYTES, 4);
      if (Libc.PIPE2.call(from.state, both.address(), NONBLOCK | CLOEXEC) < 0) {
        throw new PosixException("cannot make a pipe", SystemCall.errno(from.state));
      }
      from.number = both.getAtIndex(JAVA_INT, 0);
      to.number = both.getAtIndex(JAVA_INT, 1);
      return new Pipe(from, to);
    } catch (IOException e) {
      from.arena.close();
      to.arena.close();
      throw e;
    }
  }

  /// One that sends nothing, through which the kernel is asked about network interfaces.
  public static Fd socket() throws IOException {
    var fd = new Fd("socket");
    fd.number = (int) Libc.SOCKET.call(fd.state, AF_INET, SOCK_DGRAM | CLOEXEC, 0);
    if (fd.number < 0) {
      int errno = SystemCall.errno(fd.state);
      fd.arena.close();
      throw new PosixException("cannot make a socket", errno);
    }
    return fd;
  }

  /// Where bytes come out, and where they go in.
  public record Pipe(Fd from, Fd to) implements AutoCloseable {
    @Override
    public void close() {
      to.close();
      from.close();
    }
  }

  /// The name under which another process of the same user can open this descriptor's file.
  public Path path() {
    return Path.of(
        "/proc", Long.toString(ProcessHandle.current().pid()), "fd", Integer.toString(number));
  }

  public String name() {
    return name;
  }

  /// @param request as in the kernel's headers
  /// @param argument what it points to
  /// @return 0 or more, or the error number negated
  public int ioctl(long request, MemorySegment argument) {
    long at = argument.address();
    int result = (int) Libc.IOCTL_QUICK.call(number, request, at);
    while (result < 0) {
      result = (int) Libc.IOCTL.call(state, number, request, at);
      if (result < 0 && SystemCall.errno(state) != Errno.EINTR) {
        return -SystemCall.errno(state);
      }
    }
    return result;
  }

  /// Reads into `to` from `at` on; what is there, up to `length` bytes.
  ///
  /// @return bytes read, 0 at the end, or the error number negated: EAGAIN when nothing is there
  public long read(MemorySegment to, long at, long length) {
    if (at < 0 || length < 0 || at + length > to.byteSize()) {
      throw new IndexOutOfBoundsException("%d + %d of %d".formatted(at, length, to.byteSize()));
    }
    long address = to.address() + at;
    long got = Libc.READ_QUICK.call(number, address, length);
    while (got < 0) {
      got = Libc.READ.call(state, number, address, length);
      if (got < 0 && SystemCall.errno(state) != Errno.EINTR) {
        return -SystemCall.errno(state);
      }
    }
    return got;
  }

  /// Waits until one of `events` is so, or the descriptor is broken.
  ///
  /// @return what is so, of [#READABLE], [#WRITABLE], [#BROKEN], [#HUNG_UP]; 0 when nothing came in
  ///   time, or a signal did
  public int await(int events, int millis) throws IOException {
    poll.set(JAVA_INT, 0, number);
    poll.set(JAVA_SHORT, 4, (short) events);
    poll.set(JAVA_SHORT, 6, (short) 0);
    long ready = Libc.POLL_QUICK.call(poll.address(), 1, millis);
    if (ready < 0) {
      ready = Libc.POLL.call(state, poll.address(), 1, millis);
    }
    if (ready >= 0) {
      return poll.get(JAVA_SHORT, 6);
    }
    int errno = SystemCall.errno(state);
    if (errno == Errno.EINTR) {
      return 0;
    }
    throw new PosixException("cannot wait for " + name, errno);
  }

  /// Memory shared with the device, until `lifetime` ends.
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  public MemorySegment map(long length, long offset, Arena lifetime) throws IOException {
    long at = Libc.MMAP.call(state, 0, length, PROT_READ_WRITE, MAP_SHARED, number, offset);
    if (at == FAILED) {
      throw new PosixException("cannot map memory of " + name, SystemCall.errno(state));
    }
    return MemorySegment.ofAddress(at).reinterpret(length, lifetime, Fd::unmap);
  }

  private static void unmap(MemorySegment mapped) {
    long result = Libc.MUNMAP.call(mapped.address(), mapped.byteSize());
    assert result == 0;
  }

  /// Closing twice is no harm.
  @Override
  public void close() {
    if (!arena.scope().isAlive()) {
      return;
    }
    long result = Libc.CLOSE.call(number);
    assert result == 0 || result == -1;
    arena.close();
  }
}
