import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Random;
import java.util.regex.Pattern;

/// Viewers that acknowledge as the page does, written from docs/ref/live-protocol.md, and write down
/// what came: arguments are address, port, file, seconds and how many; each has a file of its own, with
/// its number after the name. A line a message:
///
///     P arrived captured bytes rendition sequence flags    times in microseconds since 1970
///     Q arrived rung limit
///     S arrived fragments
final class Viewpoint {
  private static final int HEADER = 32;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int IDR = 1;
  private static final long ACK_EVERY = 100_000_000;
  private static final long REPORT_EVERY = 1_000_000_000;
  private static final Pattern QUALITY =
      Pattern.compile("\"rung\":\"(\\w+)\".*\"limit\":\"(\\w+)\"");
  private static final Pattern SKIPPED = Pattern.compile("\"fragments\":(\\d+)");

  private final Random random = new Random();
  private final PrintWriter log;
  private final OutputStream out;
  private final DataInputStream in;
  private long acked;
  private long reported;
  private long pictures;

  private Viewpoint(Socket socket, PrintWriter log) throws IOException {
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
    this.log = log;
  }

  public static void main(String[] args) throws Exception {
    long until = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
    var server = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      var file = Path.of(args[2] + i);
      threads.add(Thread.ofPlatform().name("viewer-" + i).start(() -> watch(server, file, until)));
    }
    for (var thread : threads) {
      thread.join();
    }
  }

  private static void watch(InetSocketAddress server, Path file, long until) {
    try (var socket = new Socket();
        var log = new PrintWriter(Files.newBufferedWriter(file), true)) {
      socket.connect(server, 20_000);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      var viewer = new Viewpoint(socket, log);
      viewer.begin(server.getPort());
      while (System.nanoTime() < until && viewer.message()) {
        // until the time is up, or the server says goodbye
      }
    } catch (IOException e) {
      System.err.println("viewer: " + e.getMessage());
    }
  }

  private void begin(int port) throws IOException {
    var request =
        "GET /api/v1/cameras/front/live HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(port)
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + "Sec-WebSocket-Protocol: nightjar.v1\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    var answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readByte());
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("refused: " + answer.toString().lines().findFirst().orElse(""));
    }
    say(
        "{\"type\":\"start\",\"play\":\"mse\",\"codecs\":[\"avc1\",\"jpeg\"],\"acks\":true,"
            + "\"screen\":{\"width\":1920,\"height\":1080}}");
    say("{\"type\":\"rate\",\"rate\":\"full\"}");
  }

  private void say(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(bytes.length + 8).put((byte) (0x80 | TEXT));
    if (bytes.length < 126) {
      frame.put((byte) (0x80 | bytes.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) bytes.length);
    }
    int mask = random.nextInt();
    frame.putInt(mask);
    for (int i = 0; i < bytes.length; i++) {
      frame.put((byte) (bytes[i] ^ mask >>> (24 - i % 4 * 8)));
    }
    out.write(frame.array(), 0, frame.position());
  }

  /// @return false when it was the last
  private boolean message() throws IOException {
    var whole = new byte[0];
    int kind = 0;
    boolean last = false;
    while (!last) {
      int first = in.readUnsignedByte();
      last = (first & 0x80) != 0;
      int opcode = first & 15;
      int length = in.readUnsignedByte() & 127;
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
      int at = whole.length;
      whole = java.util.Arrays.copyOf(whole, at + length);
      in.readFully(whole, at, length);
      kind = opcode == 0 ? kind : opcode;
    }
    if (kind == TEXT) {
      note(new String(whole, StandardCharsets.UTF_8));
    } else if (kind != CLOSE && kind != PING && whole.length > HEADER) {
      picture(ByteBuffer.wrap(whole));
    }
    return kind != CLOSE;
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private void note(String text) {
    var quality = QUALITY.matcher(text);
    var skipped = SKIPPED.matcher(text);
    if (text.contains("\"quality\"") && quality.find()) {
      log.println("Q " + now() + " " + quality.group(1) + " " + quality.group(2));
    } else if (text.contains("\"skipped\"") && skipped.find()) {
      log.println("S " + now() + " " + skipped.group(1));
    }
  }

  private void picture(ByteBuffer message) throws IOException {
    int kind = message.get(1);
    if (kind == 1) {
      return;
    }
    int flags = message.get(3);
    long sequence = Integer.toUnsignedLong(message.getInt(4));
    log.println(
        "P %d %d %d %d %d %d"
            .formatted(now(), message.getLong(16), message.limit(), message.get(2), sequence, flags));
    pictures++;
    long tick = System.nanoTime();
    if ((flags & IDR) != 0 || tick - acked >= ACK_EVERY || in.available() == 0) {
      acked = tick;
      say("{\"type\":\"ack\",\"sequence\":" + sequence + "}");
    }
    if (tick - reported >= REPORT_EVERY) {
      reported = tick;
      say(
          "{\"type\":\"report\",\"buffered\":0,\"decoded\":%d,\"dropped\":0,\"delay\":0,\"rtt\":1,\"hidden\":false}"
              .formatted(pictures));
    }
  }
}
