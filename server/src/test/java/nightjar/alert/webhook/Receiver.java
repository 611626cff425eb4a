package nightjar.alert.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// Takes what is posted, and behaves as a test says: a socket, for no library misbehaves so.
public final class Receiver implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final BiFunction<Asked, Integer, Behaviour> behaviour;

  /// One request.
  public record Asked(String line, Map<String, String> headers, byte[] bytes) {
    public String body() {
      return new String(bytes, UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// What is said to one.
  @FunctionalInterface
  public interface Behaviour {
    void answer(OutputStream to) throws IOException, InterruptedException;

    static Behaviour says(String head) {
      return to -> to.write((head.replace("\n", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    static Behaviour status(int status) {
      return says("HTTP/1.1 %d Such\nContent-Length: 0\nConnection: close".formatted(status));
    }
  }

  public Receiver(Behaviour... behaviours) throws IOException {
    this((asked, i) -> behaviours[Math.min(i, behaviours.length - 1)]);
  }

  /// @param behaviour by what was asked, and in which connection
  public Receiver(BiFunction<Asked, Integer, Behaviour> behaviour) throws IOException {
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  public String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  public List<Asked> asked() {
    return asked;
  }

  private void accept() {
    try {
      for (int i = 0; ; i++) {
        var socket = door.accept();
        sockets.add(socket);
        int number = i;
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      var read = read(socket.getInputStream());
      asked.add(read);
      behaviour.apply(read, number).answer(socket.getOutputStream());
    } catch (IOException _) {
      // the other side had enough
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Asked read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    var lines = head.toString(ISO_8859_1).strip().split("\r\n", -1);
    var headers = new LinkedHashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      var parts = lines[i].split(": ?", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Asked(lines[0], headers, in.readNBytes(length));
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
