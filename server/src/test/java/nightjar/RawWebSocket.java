package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// A viewer that sends frames as it likes (RFC 6455, 5.2).
final class RawWebSocket implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  static final String UPGRADE =
      """
      GET /api/v1/cameras/front/live
      Connection: Upgrade
      Upgrade: websocket
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Protocol: nightjar.v1
      """;
  static final String START =
      "{\"type\":\"start\",\"play\":\"mse\",\"codecs\":[\"avc1\"],"
          + "\"screen\":{\"width\":1920,\"height\":1080}}";

  private final RawHttp http;
  private final DataInputStream in;

  /// A whole message, or a control frame.
  record Message(int opcode, byte[] bytes) {
    String text() {
      return new String(bytes, UTF_8);
    }

    /// Of a close frame; 1005 when it has none.
    int closeCode() {
      return bytes.length < 2 ? 1005 : ByteBuffer.wrap(bytes).getChar();
    }

    boolean isPicture() {
      return opcode == BINARY && bytes[1] != 1;
    }

    boolean idr() {
      return (bytes[3] & 1) != 0;
    }

    boolean afterGap() {
      return (bytes[3] & 2) != 0;
    }

    long sequence() {
      return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(4));
    }
  }

  private RawWebSocket(RawHttp http) throws IOException {
    this.http = http;
    this.in = new DataInputStream(http.socket().getInputStream());
  }

  static RawWebSocket open(int port) throws IOException {
    return open(port, "front");
  }

  static RawWebSocket open(int port, String camera) throws IOException {
    return openWith(port, camera, "");
  }

  /// @param headers further lines
  static RawWebSocket openWith(int port, String camera, String headers) throws IOException {
    var http = new RawHttp(port);
    var asked = UPGRADE.replace("/front/", "/" + camera + "/").strip() + "\n" + headers;
    assertEquals(101, http.ask(asked).status());
    return new RawWebSocket(http);
  }

  /// That is told of alerts.
  static RawWebSocket alerts(int port, String headers) throws IOException {
    var http = new RawHttp(port);
    var asked = UPGRADE.replace("cameras/front/live", "alerts/live").strip() + "\n" + headers;
    assertEquals(101, http.ask(asked).status());
    return new RawWebSocket(http);
  }

  RawWebSocket start() throws IOException {
    text(START);
    return this;
  }

  void text(String text) throws IOException {
    send(frame(FIN | TEXT, text.getBytes(UTF_8)));
  }

  void send(byte[] frame) throws IOException {
    http.send(frame);
  }

  /// @param first byte: FIN, reserved bits, opcode
  static byte[] frame(int first, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    byte[] mask = {1, 2, 3, 4};
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    var bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /// The next message, put together from its frames.
  ///
  /// @throws EOFException the server closed the connection
  Message next() throws IOException {
    var bytes = new ByteArrayOutputStream();
    int opcode = CONTINUATION;
    while (true) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      assertTrue((first & 0x70) == 0 && length < MASKED, "reserved bits, or masked by a server");
      var payload = in.readNBytes(length(length));
      if ((first & 15) >= CLOSE) {
        return new Message(first & 15, payload); // between the frames of another, too
      }
      opcode = (first & 15) == CONTINUATION ? opcode : first & 15;
      bytes.write(payload);
      if ((first & FIN) != 0) {
        return new Message(opcode, bytes.toByteArray());
      }
    }
  }

  private int length(int coded) throws IOException {
    return switch (coded) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> coded;
    };
  }

  Message nextPicture() throws IOException {
    var message = next();
    while (!message.isPicture()) {
      message = next();
    }
    return message;
  }

  /// Reads on until a text that holds this.
  String awaitText(String part) throws IOException {
    for (int i = 0; i < 500; i++) {
      var message = next();
      if (message.opcode() == TEXT && message.text().contains(part)) {
        return message.text();
      }
    }
    throw new AssertionError("never said " + part);
  }

  /// Reads on until the close frame, and the end of the connection behind it.
  ///
  /// @return its code, or 1006 when there was none
  int closeCode() throws IOException {
    try {
      var message = next();
      while (message.opcode() != CLOSE) {
        message = next();
      }
      return message.closeCode();
    } catch (EOFException | SocketException _) {
      return 1006;
    }
  }

  /// Says that nothing more will be sent, not even the rest of a frame.
  void sendNoMore() throws IOException {
    http.socket().shutdownOutput();
  }

  Socket socket() {
    return http.socket();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
