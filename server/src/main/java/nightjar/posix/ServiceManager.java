package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tells whoever started this service how it is: sd_notify(3), a datagram to a Unix socket that the
/// environment names. Any thread.
public final class ServiceManager {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int LONGEST_PATH = 107; // bytes, of sun_path
  private static final int PATH_AT = 2; // behind the family
  private static final int NO_SIGNAL = 0x4000; // MSG_NOSIGNAL

  private final byte[] path;
  private final Optional<Duration> watchdog;

  private ServiceManager(byte[] path, Optional<Duration> watchdog) {
    this.path = path;
    this.watchdog = watchdog;
  }

  /// Empty when nobody wants to be told.
  ///
  /// @param environment of this process
  public static Optional<ServiceManager> of(Map<String, String> environment) {
    var named = environment.getOrDefault("NOTIFY_SOCKET", "");
    var path = named.getBytes(UTF_8);
    boolean usable = named.startsWith("/") || named.startsWith("@");
    if (!usable || path.length > LONGEST_PATH) {
      return Optional.empty();
    }
    if (path[0] == '@') { // a name that is in no folder begins with 0
      path[0] = 0;
    }
    return Optional.of(new ServiceManager(path, watchdog(environment)));
  }

  private static Optional<Duration> watchdog(Map<String, String> environment) {
    var micros = environment.getOrDefault("WATCHDOG_USEC", "");
    var process = environment.getOrDefault("WATCHDOG_PID", "");
    boolean mine =
        process.isEmpty() || process.equals(String.valueOf(ProcessHandle.current().pid()));
    return mine && micros.matches("[1-9]\\d{0,14}")
        ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1_000))
        : Optional.empty();
  }

  /// How long nobody may be told that all is well, before this process is ended.
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /// @param lines such as `READY=1`, with line feeds between them
  /// @return whether it was taken
  public boolean tell(String lines) {
    try (var arena = Arena.ofConfined()) {
      long socket =
          Libc.SOCKET.call(arena.allocate(SystemCall.STATE), AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (socket < 0) {
        return false;
      }
      try {
        return sends(socket, lines.getBytes(UTF_8), arena);
      } finally {
        long _ = Libc.CLOSE.call(socket);
      }
    }
  }

  private boolean sends(long socket, byte[] text, Arena arena) {
    var address = arena.allocate(PATH_AT + path.length + 1L, Short.BYTES); // ends with a 0
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_AT, path.length);
    var bytes = arena.allocateFrom(JAVA_BYTE, text);
    boolean isFile = path[0] != 0;
    int length = PATH_AT + path.length + (isFile ? 1 : 0);
    long sent =
        Libc.SENDTO.call(
            socket, bytes.address(), text.length, NO_SIGNAL, address.address(), length);
    return sent == text.length;
  }
}
