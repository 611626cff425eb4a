package nightjar.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Between a client and its server: cut, it is as if the client's process had died.
public final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public Relay(int to) throws IOException {
    this("127.0.0.1", to);
  }

  /// @param at where it is found
  public Relay(String at, int to) throws IOException {
    this.door = new ServerSocket(0, 8, InetAddress.ofLiteral(at));
    this.to = to;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var in = door.accept();
        var out = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.addAll(List.of(in, out));
        Thread.ofVirtual().start(() -> pass(in, out));
        Thread.ofVirtual().start(() -> pass(out, in));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // cut
    }
  }

  /// For good.
  public void cut() throws IOException {
    door.close();
    for (var socket : sockets) {
      cut(socket);
    }
  }

  private static void cut(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (SocketException e) {
      if (!socket.isClosed()) { // by whoever passed on what came, until its other end was cut
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
