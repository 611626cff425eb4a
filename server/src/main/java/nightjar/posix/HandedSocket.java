package nightjar.posix;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;

/// A listening socket that the service manager opened, and keeps while this service is started
/// anew: who connects meanwhile waits, and is not refused. sd_listen_fds(3), of one socket.
///
/// Java takes over none but standard input, which is where the launcher puts it. When that is
/// closed, Java points standard output and error at nothing, as inetd's programs need it. A
/// service's lead to its log, so [#close] puts them back.
public final class HandedSocket implements AutoCloseable {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;
  private final long out = Libc.DUP.call(OUT);
  private final long err = Libc.DUP.call(ERR);
  private boolean closed;

  private HandedSocket(ServerSocketChannel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  /// Empty when none was handed to this process.
  ///
  /// @param environment of this process
  /// @throws IOException what was handed over is not one that listens for TCP
  public static Optional<HandedSocket> of(Map<String, String> environment) throws IOException {
    var process = environment.getOrDefault("LISTEN_PID", "");
    if (!process.equals(String.valueOf(ProcessHandle.current().pid()))) {
      return Optional.empty();
    }
    if (environment.getOrDefault("LISTEN_FDS", "").equals("1")
        && System.inheritedChannel() instanceof ServerSocketChannel channel
        && channel.getLocalAddress() instanceof InetSocketAddress address) {
      return Optional.of(new HandedSocket(channel, address));
    }
    throw new IOException(
        "nightjar.socket: must have one ListenStream=, a port such as 443, and no Accept=");
  }

  public ServerSocketChannel channel() {
    return channel;
  }

  public InetSocketAddress address() {
    return address;
  }

  /// No more is accepted here; the service manager's own goes on. Closing twice is no harm.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } finally {
      putBack(out, OUT);
      putBack(err, ERR);
    }
  }

  private static void putBack(long kept, int place) {
    if (kept >= 0) { // else it was closed from the beginning
      long _ = Libc.DUP2.call(kept, place);
      long _ = Libc.CLOSE.call(kept);
    }
  }
}
