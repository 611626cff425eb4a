package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever frames come in, the conversation goes on or ends with a code of
/// docs/ref/live-protocol.md.
class AnyFrameTest {
  private static final int CONNECTIONS = 400;
  private static final int FRAMES = 5; // a connection
  private static final int NO_CODE =
      1005; // the client's close frame had none, and comes back as it was
  private static final int CUT = 1006; // no close frame came: the connection broke before it could

  private static final List<String> TEXTS =
      List.of(
          RawWebSocket.START,
          "{\"type\":\"ack\",\"sequence\":7}",
          "{\"type\":\"ask\",\"rendition\":\"jpeg\"}",
          "{\"type\":\"pause\"}",
          "{\"type\":\"resume\"}",
          "{\"type\":\"ping\",\"t0\":1}",
          "{\"type\":\"later\"}",
          "{\"type\":\"ping\",\"t0\":\"" + "é".repeat(3_000) + "\"}");

  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(RunningServer.SMALL.replace("viewers: 3", "viewers: 100"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// Frames in hex, unmasked, `*` the byte before so many times; how the conversation ends.
  @ParameterizedTest
  @CsvSource({
    "8100                    , 1008", // an empty text is no JSON
    "81027b7d                , 1008", // {}
    "8102c328                , 1007", // no UTF-8
    "0102c328 8000           , 1007",
    "8200                    , 1003", // binary
    "0200 8000               , 1003",
    "8000                    , 1002", // goes on with nothing
    "0100 8100               , 1002", // two messages at once
    "9100                    , 1002", // reserved bits
    "c100                    , 1002", // compressed, which was not agreed
    "8300                    , 1002", // unknown kinds
    "8b00                    , 1002",
    "0900                    , 1002", // a ping in pieces
    "897e007e61*126          , 1002", // a ping too long
    "817e100120*4097         , 1009", // a message too long,
    "017e100020*4096 800120  , 1009", // in two pieces,
    "817f0000000003ffffff20  , 1009", // announced and never sent
    "880203e8                , 1000", // goodbyes
    "8800                    , 1005", // without a code
    "880203e9                , 1001",
    "88020bb8                , 3000",
    "880101                  , 1002", // half a code
    "880203ed                , 1002", // a code nobody may send
    "88020000                , 1002",
    "880403e8c328            , 1007", // a reason that is no UTF-8
    "8900 8a00 880203e8      , 1000", // a ping, a pong nobody asked for
  })
  void endsAsWritten(String frames, int code) throws Exception {
    try (var viewer = server.watch()) {
      for (var frame : frames.split(" ")) {
        viewer.send(masked(expanded(frame)));
      }
      if (frames.startsWith("817f")) {
        viewer.send(new byte[5_000]);
      }
      assertEquals(code, viewer.closeCode());
    }
  }

  @Test
  void frameWithoutMask() throws Exception {
    try (var viewer = server.watch()) {
      viewer.send(HexFormat.of().parseHex("81027b7d"));
      assertEquals(1002, viewer.closeCode());
    }
  }

  @Test
  void aTextInManyPiecesIsOne() throws Exception {
    try (var viewer = server.watch()) {
      viewer.next();
      viewer.next();
      var text = RawWebSocket.START.getBytes(UTF_8);
      for (int i = 0; i < text.length; i++) {
        int first = (i == 0 ? RawWebSocket.TEXT : 0) | (i == text.length - 1 ? 0x80 : 0);
        viewer.send(RawWebSocket.frame(first, new byte[] {text[i]}));
        viewer.send(RawWebSocket.frame(0x80 | RawWebSocket.PONG, new byte[i % 126]));
      }
      assertTrue(viewer.nextPicture().idr());
    }
  }

  @Test
  void anyFrames() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    attack(random, 20, seed); // whatever is opened once is open
    Await.until(() -> server.metric("nightjar_fragment_bytes") == 0, () -> "fragments stay");
    var before = server.held();
    var codes = attack(random, CONNECTIONS, seed);
    assertTrue(codes.keySet().containsAll(Set.of(1000, 1002, 1003, 1007, 1008)), codes::toString);
    server.awaitNoMoreThan(before);
    try (var viewer = server.watch()) {
      assertTrue(viewer.start().nextPicture().idr());
    }
    server.assertSaidNothingBad();
  }

  private Map<Integer, Integer> attack(Random random, int connections, long seed)
      throws IOException {
    var codes = new TreeMap<Integer, Integer>();
    for (int i = 0; i < connections; i++) {
      var sent = new StringJoiner(" ");
      int code = converse(random, sent);
      codes.merge(code, 1, Integer::sum);
      var written = Set.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, NO_CODE, CUT);
      boolean echoed = code >= 3000 && code < 5000;
      assertTrue(written.contains(code) || echoed, () -> code + " -Dseed=" + seed + " " + sent);
    }
    return codes;
  }

  private int converse(Random random, StringJoiner sent) throws IOException {
    try (var viewer = server.watch()) {
      try {
        for (int i = 0; i < FRAMES; i++) {
          byte[] frame = frame(random);
          sent.add(HexFormat.of().formatHex(frame, 0, Math.min(frame.length, 40)));
          viewer.send(frame);
        }
        viewer.send(RawWebSocket.frame(0x80 | RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8}));
        viewer.sendNoMore();
      } catch (SocketException _) {
        // closed: the reason may still be read
      }
      return viewer.closeCode();
    }
  }

  private static byte[] frame(Random random) {
    byte[] payload = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(UTF_8);
    if (random.nextInt(8) == 0) {
      payload = new byte[random.nextInt(200)];
      random.nextBytes(payload);
    }
    int opcode = random.nextInt(8) > 0 ? RawWebSocket.TEXT : random.nextInt(16);
    int flags = random.nextInt(8) > 0 ? 0x80 : random.nextInt(16) << 4;
    byte[] frame = RawWebSocket.frame(flags | opcode, payload);
    if (random.nextInt(8) == 0) {
      frame[random.nextInt(Math.min(frame.length, 14))] = (byte) random.nextInt(256);
    }
    return frame;
  }

  private static byte[] expanded(String hex) {
    var parts = hex.split("\\*");
    int last = parts[0].length() - 2;
    return HexFormat.of()
        .parseHex(
            parts.length == 1
                ? hex
                : parts[0].substring(0, last)
                    + parts[0].substring(last).repeat(Integer.parseInt(parts[1])));
  }

  /// The same frame with a mask that changes nothing.
  private static byte[] masked(byte[] frame) {
    int header = 2 + ((frame[1] & 127) == 126 ? 2 : (frame[1] & 127) == 127 ? 8 : 0);
    var masked = new byte[frame.length + 4];
    System.arraycopy(frame, 0, masked, 0, header);
    System.arraycopy(frame, header, masked, header + 4, frame.length - header);
    masked[1] |= (byte) 0x80;
    return masked;
  }
}
