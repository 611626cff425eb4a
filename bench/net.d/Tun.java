import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A network device whose other end is this program (the kernel's Documentation/networking/tuntap.rst).
final class Tun implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 0);
  private static final MethodHandle IOCTL =
      link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle READ = link("read", TRANSFER, 0);
  private static final MethodHandle WRITE = link("write", TRANSFER, 0);
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), 0);
  private static final int READ_WRITE = 2;
  private static final long TUNSETIFF = 0x400454caL;
  private static final short TUN_WITHOUT_PREFIX = 0x1001; // IFF_TUN | IFF_NO_PI
  private static final int IFREQ = 40;
  private static final int FLAGS_AT = 16;

  private final int fd;

  Tun(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      fd = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
      var request = arena.allocate(IFREQ);
      request.setString(0, name);
      request.set(ValueLayout.JAVA_SHORT, FLAGS_AT, TUN_WITHOUT_PREFIX);
      if (fd < 0 || (int) IOCTL.invokeExact(fd, TUNSETIFF, request) < 0) {
        throw new IOException("no network device can be made: /dev/net/tun");
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle link(String name, FunctionDescriptor shape, int variadicFrom) {
    var symbol = LINKER.defaultLookup().find(name).orElseThrow();
    return variadicFrom == 0
        ? LINKER.downcallHandle(symbol, shape)
        : LINKER.downcallHandle(symbol, shape, Linker.Option.firstVariadicArg(variadicFrom));
  }

  /// Waits for a packet.
  ///
  /// @return its bytes; 0 or less when the device is gone
  long read(MemorySegment to) {
    try {
      return (long) READ.invokeExact(fd, to, to.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void write(MemorySegment packet) {
    try {
      var _ = (long) WRITE.invokeExact(fd, packet, packet.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      var _ = (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
