package nightjar.governor;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.posix.Fd;
import org.jspecify.annotations.Nullable;

/// Bits a second on the air, by the kernel's older wireless interface, SIOCGIWRATE: the newer one
/// has no plain file and no plain request. Where `/proc/net/wireless` is, this is too. One thread.
public final class WirelessRate implements AutoCloseable {
  private static final long SIOCGIWRATE = 0x8B21; // linux/wireless.h
  private static final int NAME = 16; // bytes, with a zero at the end: struct iwreq begins with it
  private static final int REQUEST = 32; // bytes of a struct iwreq

  private final MemorySegment request = Arena.ofAuto().allocate(REQUEST, Long.BYTES);
  private @Nullable Fd socket;

  /// NaN for what is no wireless interface, or not connected.
  public double of(String name) {
    var bytes = name.getBytes(US_ASCII);
    if (bytes.length == 0 || bytes.length >= NAME) {
      return Double.NaN;
    }
    request.fill((byte) 0);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, request, 0, bytes.length);
    try {
      int result = opened().ioctl(SIOCGIWRATE, request);
      int rate = request.get(JAVA_INT, NAME);
      return result >= 0 && rate > 0 ? rate : Double.NaN;
    } catch (IOException _) { // too many are open: not now
      return Double.NaN;
    }
  }

  private Fd opened() throws IOException {
    var open = socket == null ? Fd.socket() : socket;
    socket = open;
    return open;
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
  }
}
