import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One viewer, from docs/ref/live-protocol.md: asks for video, acknowledges it, and notes when each message's last byte
/// came. Decodes nothing. Everything but `connect` and `firstPicture` is the loop's thread's.
final class Watcher {
  private static final int HEADER = 32;
  private static final int FRAGMENT = 2;
  private static final int IDR = 1;
  private static final int AFTER_GAP = 2;
  private static final long ACK_EVERY = 250_000_000L;
  private static final long SILENT = 500_000_000L;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;

  /// What arrived out of turn.
  ///
  /// @param missing pictures between the one before and this
  record Gap(long missing, boolean idr, boolean flagged) {}

  /// A time without pictures, in ticks of nanoTime.
  record Silence(long from, long until) {}

  /// What came in a while.
  ///
  /// @param lost pictures that the sequence says are missing; a flag alone counts as one
  /// @param longestPause nanoseconds between two pictures, or since the last
  /// @param silences over, of half a second and more
  record Seen(long pictures, long lost, long longestPause, List<Silence> silences) {}

  final SocketChannel channel;
  final List<Gap> gaps = new ArrayList<>();
  Samples latencies = new Samples(); // microseconds from capture to the last byte's arrival
  Samples intervals = new Samples(); // microseconds between arrivals
  long skippedByMessage;
  boolean measuring;
  boolean closed;

  private final long began;
  private final CompletableFuture<Long> firstPicture = new CompletableFuture<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
  private final byte[] head = new byte[4096]; // the message's first bytes
  private int headed;
  private boolean upgraded;
  private long frameLeft;
  private boolean frameLast;
  private int kind; // the message's opcode
  private long sequence = -1;
  private long lastArrival;
  private long nextAck;
  private int acks;
  private final String wish;
  private long pictures; // this and the next three: since asked last
  private long lost;
  private long longestPause;
  private List<Silence> silences = new ArrayList<>();
  private long newest; // ticks of the newest picture's arrival; 0 before the first

  private Watcher(SocketChannel channel, String wish, long began) {
    this.channel = channel;
    this.wish = wish;
    this.began = began;
  }

  /// The clock starts before the TCP connection.
  ///
  /// @param rendition `main` or `sub`
  /// @param receiveBuffer bytes the kernel takes in while nobody reads; 0 lets it decide
  static Watcher connect(
      InetSocketAddress server, String camera, String rendition, int receiveBuffer)
      throws IOException {
    long began = System.nanoTime();
    var channel = SocketChannel.open();
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    channel.connect(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var watcher = new Watcher(channel, rendition, began);
    var request =
        "GET /api/v1/cameras/" + camera + "/live HTTP/1.1\r\nHost: 127.0.0.1:" + server.getPort()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: nightjar.v1\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    return watcher;
  }

  /// Nanoseconds from before the connection to the last byte of the first IDR.
  CompletableFuture<Long> firstPicture() {
    return firstPicture;
  }

  /// Reads once what there is. What completes with it came at this moment.
  void read() throws IOException {
    int read = channel.read(in);
    var now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    if (read < 0) {
      end("the server closed the connection");
      return;
    }
    in.flip();
    if (!upgraded) {
      upgrade();
    }
    while (upgraded && !closed && parse(micros)) {}
    in.compact();
  }

  private void upgrade() throws IOException {
    var text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    if (!text.startsWith("HTTP/1.1 101 ")) {
      end(text.lines().findFirst().orElse("no answer"));
      return;
    }
    in.position(in.position() + end + 4);
    upgraded = true;
    send("{\"type\":\"start\",\"play\":\"webcodecs\",\"codecs\":[\"avc1\"],\"screen\":{\"width\":1280,\"height\":720}}");
    if (!wish.equals("main")) {
      send("{\"type\":\"ask\",\"rendition\":\"" + wish + "\"}");
    }
    nextAck = System.nanoTime() + ACK_EVERY;
  }

  /// Takes a frame's header, or bytes of its payload (RFC 6455 section 5.2).
  ///
  /// @return false when more has to come first
  private boolean parse(long micros) throws IOException {
    if (frameLeft == 0 && !header()) {
      return false;
    }
    int here = (int) Math.min(frameLeft, in.remaining());
    int keep = Math.min(here, head.length - headed);
    in.get(in.position(), head, headed, keep);
    headed += keep;
    in.position(in.position() + here);
    frameLeft -= here;
    if (frameLeft == 0 && frameLast) {
      message(micros);
      headed = 0;
    }
    return in.hasRemaining();
  }

  private boolean header() {
    in.mark();
    if (in.remaining() < 2) {
      return false;
    }
    int first = in.get() & 255;
    int length = in.get() & 127; // a server does not mask
    if (in.remaining() < (length == 127 ? 8 : length == 126 ? 2 : 0)) {
      in.reset();
      return false;
    }
    frameLeft = length == 127 ? in.getLong() : length == 126 ? in.getShort() & 0xffff : length;
    frameLast = (first & 0x80) != 0;
    kind = (first & 15) == 0 ? kind : first & 15;
    return true;
  }

  private void message(long micros) throws IOException {
    if (kind == CLOSE) {
      end("the server said goodbye");
    } else if (kind == TEXT) {
      text(new String(head, 0, headed, StandardCharsets.UTF_8));
    } else if (headed >= HEADER && head[1] == FRAGMENT) {
      fragment(ByteBuffer.wrap(head), micros);
    }
  }

  private void text(String json) {
    if (json.contains("\"type\":\"skipped\"")) {
      skippedByMessage += Long.parseLong(json.replaceAll(".*\"fragments\":(\\d+).*", "$1"));
    }
  }

  private void fragment(ByteBuffer header, long micros) {
    long number = header.getInt(4) & 0xffff_ffffL;
    boolean idr = (header.get(3) & IDR) != 0;
    boolean flagged = (header.get(3) & AFTER_GAP) != 0;
    if (sequence >= 0 && (number != sequence + 1 || flagged)) {
      gaps.add(new Gap(number - sequence - 1, idr, flagged));
      lost += Math.max(1, Math.abs(number - sequence - 1));
    }
    if (!firstPicture.isDone() && idr) {
      firstPicture.complete(System.nanoTime() - began);
    }
    if (measuring) {
      latencies.add(micros - header.getLong(16));
      if (lastArrival != 0) {
        intervals.add(micros - lastArrival);
      }
      lastArrival = micros;
    }
    sequence = number;
    arrived(System.nanoTime());
  }

  private void arrived(long now) {
    long pause = newest == 0 ? 0 : now - newest;
    if (pause >= SILENT) {
      silences.add(new Silence(newest, now));
    }
    longestPause = Math.max(longestPause, pause);
    newest = now;
    pictures++;
  }

  /// What came since this was asked last.
  Seen seen() {
    long running = newest == 0 ? 0 : System.nanoTime() - newest;
    var seen = new Seen(pictures, lost, Math.max(longestPause, running), silences);
    pictures = 0;
    lost = 0;
    longestPause = 0;
    silences = new ArrayList<>();
    return seen;
  }

  void measure(boolean on) {
    measuring = on;
    lastArrival = 0;
    if (on) {
      latencies = new Samples();
      intervals = new Samples();
      gaps.clear();
      skippedByMessage = 0;
    }
  }

  /// What a page says besides: an acknowledgement four times a second, a report once, a ping every five.
  void talk(long now) throws IOException {
    if (!upgraded || closed || now < nextAck) {
      return;
    }
    nextAck = now + ACK_EVERY;
    if (sequence >= 0) {
      send("{\"type\":\"ack\",\"sequence\":" + sequence + "}");
    }
    if (acks % 4 == 0) {
      send("{\"type\":\"report\",\"buffered\":0,\"decoded\":0,\"dropped\":0,\"delay\":0,\"rtt\":0,\"hidden\":false}");
    }
    if (acks++ % 20 == 0) {
      send("{\"type\":\"ping\",\"t0\":" + System.currentTimeMillis() + "}");
    }
  }

  /// Masked with zeros, which leaves the text as it is.
  private void send(String json) throws IOException {
    var text = json.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(8 + text.length).put((byte) 0x81);
    if (text.length < 126) {
      frame.put((byte) (0x80 | text.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) text.length);
    }
    channel.write(frame.putInt(0).put(text).flip());
  }

  void end(String why) throws IOException {
    closed = true;
    channel.close();
    firstPicture.completeExceptionally(new IOException(why));
  }
}
