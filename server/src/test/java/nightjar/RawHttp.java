package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A connection on which anything at all can be sent, and what comes back is read to the letter.
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE = 10_000; // milliseconds
  // Bytes on their way to somebody who does not read.
  private static final int LITTLE = 32 * 1024;
  private final Socket socket;
  private final String host;

  /// @param headers by name in small letters; one that came more than once has a line for each
  record Response(int status, Map<String, String> headers, byte[] bytes) {
    String body() {
      return new String(bytes, ISO_8859_1);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  RawHttp(int port) throws IOException {
    this(port, InetAddress.getLoopbackAddress());
  }

  /// @param from any of 127.x.x.x, for who wants to be somebody else
  RawHttp(int port, InetAddress from) throws IOException {
    socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.setReceiveBufferSize(LITTLE);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    host = "127.0.0.1:" + port;
  }

  /// @param connected encrypted, perhaps
  RawHttp(Socket connected, String host) {
    this.socket = connected;
    this.host = host;
  }

  Socket socket() {
    return socket;
  }

  /// @param request method and target, and further header lines; Host is added unless it is there
  Response ask(String request) throws IOException {
    send(head(request));
    return response(request.startsWith("HEAD"));
  }

  /// @param json sent as it is; without one when empty
  Response ask(String request, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    var described =
        request.strip() + "\nContent-Type: application/json\nContent-Length: " + body.length;
    return json.isEmpty() ? ask(request) : ask(described, body);
  }

  /// @param body of which the header lines tell
  Response ask(String request, byte[] body) throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(head(request));
    all.writeBytes(body);
    send(all.toByteArray());
    return response(request.startsWith("HEAD"));
  }

  private byte[] head(String request) {
    var lines = request.strip().split("\n", 2);
    var headers = lines.length == 2 ? lines[1].replaceAll("\\s*\n", "\r\n") + "\r\n" : "";
    var hostLine = headers.contains("Host:") ? "" : "Host: " + host + "\r\n";
    return (lines[0].strip() + " HTTP/1.1\r\n" + hostLine + headers + "\r\n").getBytes(ISO_8859_1);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  Response response(boolean toHead) throws IOException {
    var status = line();
    assertTrue(status.matches("HTTP/1\\.[01] [1-5]\\d\\d( [ -~]*)?"), () -> "status: " + status);
    var headers = new TreeMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      var parts = line.split(": ", 2);
      headers.merge(parts[0].toLowerCase(Locale.ROOT), parts[1], (a, b) -> a + "\n" + b);
    }
    int code = Integer.parseInt(status.substring(9, 12));
    boolean bodiless = toHead || code == 304 || code < 200;
    int length = bodiless ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Response(code, headers, socket.getInputStream().readNBytes(length));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
      if (b < 0) {
        throw new IOException("closed within a line: " + line.toString(ISO_8859_1));
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /// Says that nothing more will be sent, and reads to the end, however it comes.
  byte[] rest() throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      socket.shutdownOutput();
      socket.getInputStream().transferTo(all);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      // reset: the server did not want the rest
    }
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
