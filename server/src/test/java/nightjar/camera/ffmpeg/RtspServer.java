package nightjar.camera.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// Stands in for a network camera: RTSP 1.0 (RFC 2326) with RTP in the same connection (10.12),
/// H.264 by RFC 6184, digest authentication (RFC 2617). What it does wrong is asked of it.
public final class RtspServer implements AutoCloseable {
  private static final Pattern AUTHORISATION = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final String NONCE = "5ccc069c403ebaf9f0171e9517f40e41";
  private static final String REALM = "camera";

  private final ServerSocket listener;
  private final String scheme;
  private final Behaviour behaviour;
  private final List<byte[]> units;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger farewells = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean stalled;
  private volatile String movedTo = "";

  /// How the camera is.
  ///
  /// @param codec in the SDP: `H264` or `H265`
  /// @param setsInSdp SPS and PPS are told before
  /// @param setsInBand they come with every IDR
  /// @param reordered pictures' times go to and fro, as with B-frames
  /// @param password of the user `admin`; empty lets anybody in
  public record Behaviour(
      String codec,
      double fps,
      boolean setsInSdp,
      boolean setsInBand,
      boolean reordered,
      String password) {
    public static final Behaviour USUAL = new Behaviour("H264", 25, true, true, false, "");
  }

  /// @param units access units in Annex B, sent over and over; the first is an IDR with SPS and PPS
  public RtspServer(List<byte[]> units, Behaviour behaviour) throws IOException {
    this(units, behaviour, "rtsp", new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
  }

  /// Encrypted.
  public RtspServer(List<byte[]> units, Behaviour behaviour, SSLContext keys) throws IOException {
    this(
        units,
        behaviour,
        "rtsps",
        keys.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
  }

  private RtspServer(
      List<byte[]> units, Behaviour behaviour, String scheme, ServerSocket listener) {
    this.units = units;
    this.behaviour = behaviour;
    this.scheme = scheme;
    this.listener = listener;
    Thread.ofVirtual().name("rtsp-server").start(this::accept);
  }

  public String address() {
    return scheme + "://127.0.0.1:" + listener.getLocalPort() + "/stream";
  }

  /// Connections there have been.
  public int accepted() {
    return accepted.get();
  }

  /// Connections there are.
  public int connected() {
    return connections.size();
  }

  /// Times that a viewer said it was leaving.
  public int farewells() {
    return farewells.get();
  }

  /// Requests there have been.
  public int requests() {
    return requests.get();
  }

  /// Everybody is sent on to there.
  public void moveTo(String location) {
    movedTo = location;
  }

  /// Connections stay, and nothing comes any more.
  public void stall(boolean isStalled) {
    stalled = isStalled;
  }

  /// The plug is pulled.
  public void drop() {
    connections.forEach(RtspServer::close);
  }

  /// Nothing answers any more.
  public void vanish() throws IOException {
    listener.close();
    drop();
  }

  @Override
  public void close() throws IOException {
    vanish();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        connections.add(socket);
        accepted.incrementAndGet();
        Thread.ofVirtual().name("rtsp-conversation").start(() -> converse(socket));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var request = read(in); request != null; request = read(in)) {
        answer(request, socket);
      }
    } catch (IOException _) {
      // gone
    } finally {
      connections.remove(socket);
    }
  }

  private record Request(String method, String target, Map<String, String> headers) {}

  private static Request read(InputStream in) throws IOException {
    var first = line(in);
    while (first != null && !first.contains("RTSP/")) {
      first = line(in); // RTCP of the player's, within the connection
    }
    if (first == null) {
      return null;
    }
    var headers = new HashMap<String, String>();
    for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var parts = first.substring(Math.max(0, first.lastIndexOf('\0') + 1)).split(" ", -1);
    return new Request(parts[0].replaceAll(".*[^A-Z_]", ""), parts[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  private void answer(Request request, Socket socket) throws IOException {
    var out = socket.getOutputStream();
    requests.incrementAndGet();
    if (!movedTo.isEmpty() && request.method.equals("DESCRIBE")) {
      answer(out, request, "302 Moved", "Location: " + movedTo + "\r\n", "");
      return;
    }
    if (!behaviour.password.isEmpty() && !isLetIn(request)) {
      var ask = "WWW-Authenticate: Digest realm=\"%s\", nonce=\"%s\"\r\n".formatted(REALM, NONCE);
      answer(out, request, "401 Unauthorized", ask, "");
      return;
    }
    switch (request.method) {
      case "DESCRIBE" ->
          answer(out, request, "200 OK", "Content-Type: application/sdp\r\n", description());
      case "SETUP" ->
          answer(
              out,
              request,
              "200 OK",
              "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
              "");
      case "PLAY" -> {
        answer(out, request, "200 OK", "Session: 1\r\nRange: npt=0-\r\n", "");
        Thread.ofVirtual().name("rtsp-player").start(() -> play(socket));
      }
      case "TEARDOWN" -> {
        farewells.incrementAndGet();
        answer(out, request, "200 OK", "", "");
        socket.close();
      }
      default ->
          answer(
              out,
              request,
              "200 OK",
              "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n",
              "");
    }
  }

  private static void answer(
      OutputStream out, Request to, String status, String headers, String body) throws IOException {
    var text =
        "RTSP/1.0 %s\r\nCSeq: %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, to.headers.get("cseq"), headers, body.length(), body);
    synchronized (out) {
      out.write(text.getBytes(US_ASCII));
      out.flush();
    }
  }

  private boolean isLetIn(Request request) {
    var said = new HashMap<String, String>();
    AUTHORISATION
        .matcher(request.headers.getOrDefault("authorization", ""))
        .results()
        .forEach(m -> said.put(m.group(1), m.group(2)));
    var who = md5("admin:" + REALM + ":" + behaviour.password);
    var what = md5(request.method + ":" + said.get("uri"));
    return md5(who + ":" + NONCE + ":" + what).equals(said.get("response"));
  }

  private static String md5(String text) {
    try {
      var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String description() {
    var sets = new StringBuilder();
    if (behaviour.setsInSdp && behaviour.codec.equals("H264")) {
      for (var nal : Rtp.nals(units.getFirst())) {
        if ((nal[0] & 31) == 7 || (nal[0] & 31) == 8) {
          sets.append(sets.isEmpty() ? "" : ",").append(Base64.getEncoder().encodeToString(nal));
        }
      }
      sets.insert(0, ";sprop-parameter-sets=");
    }
    return """
    v=0
    o=- 1 1 IN IP4 127.0.0.1
    s=camera
    t=0 0
    m=video 0 RTP/AVP 96
    a=rtpmap:96 %s/90000
    a=fmtp:96 packetization-mode=1%s
    a=framerate:%s
    a=control:track1
    """
        .formatted(behaviour.codec, sets, behaviour.fps)
        .replace("\n", "\r\n");
  }

  private void play(Socket socket) {
    long interval = (long) (1e9 / behaviour.fps);
    try {
      var rtp = new Rtp(socket.getOutputStream(), behaviour.setsInBand);
      long due = System.nanoTime();
      for (int number = 0; !socket.isClosed(); number++) {
        while (stalled && !socket.isClosed()) {
          Thread.sleep(20);
        }
        int shown = behaviour.reordered ? number ^ 1 : number;
        rtp.send(units.get(number % units.size()), (long) (shown * 90_000L / behaviour.fps));
        due = Math.max(due + interval, System.nanoTime() - interval);
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      }
    } catch (IOException _) {
      // the viewer is gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
