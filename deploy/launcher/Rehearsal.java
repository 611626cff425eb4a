import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Does with a server what people do on the first day: makes the account, signs in, watches, looks back. Once, so that the start-up
/// archive has what that takes.
final class Rehearsal {
  private static final int MOST_TRIES = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3); // a board's first TLS takes its time
  private static final Pattern LAST = Pattern.compile("\"last\":(\\d+).*\"spans\":\\[\\{");
  private static final String START =
      "{\"type\":\"start\",\"play\":\"mse\",\"codecs\":[\"avc1\"],\"acks\":false,\"screen\":{\"width\":1280,\"height\":720}}";
  private static final Pattern FILE = Pattern.compile("\"url\":\"([^\"]+)\"");

  private static final int MESSAGES = 40; // some seconds of video

  private final URI server;
  private final HttpClient client;

  private Rehearsal(URI server) throws GeneralSecurityException {
    this.server = server;
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Trusting()}, null);
    client = HttpClient.newBuilder().sslContext(tls).cookieHandler(new CookieManager()).connectTimeout(PATIENCE).build();
  }

  /// Takes the address and the code of the first setup.
  public static void main(String[] args) throws Exception {
    var rehearsal = new Rehearsal(URI.create(args[0]));
    rehearsal.signIn(args[1]);
    rehearsal.watch();
    rehearsal.lookBack();
  }

  private void signIn(String code) throws IOException, InterruptedException {
    var account = "\"user\":\"first\",\"password\":\"nine owls in the rehearsal\"}";
    get("/");
    post("/api/v1/setup", "{\"code\":\"" + code + "\"," + account);
    post("/api/v1/login", "{" + account);
    get("/api/v1/me");
    get("/api/v1/cameras");
    get("/api/v1/health");
  }

  private void watch() throws IOException, InterruptedException {
    var received = new CountDownLatch(MESSAGES);
    var viewer = new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
        received.countDown();
        socket.request(1);
        return null;
      }
    };
    var live = URI.create("wss://" + server.getAuthority() + "/api/v1/cameras/front/live");
    var socket = client.newWebSocketBuilder().connectTimeout(PATIENCE).subprotocols("nightjar.v1").header("Origin", origin()).buildAsync(live, viewer).join();
    socket.sendText(START, true).join();
    if (!received.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      System.out.println("the viewer saw little");
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    get("/api/v1/cameras/front/snapshot.jpg");
  }

  private void lookBack() throws IOException, InterruptedException {
    long last = recorded();
    long at = last - 1_000_000;
    long from = last - 30_000_000;
    var camera = "/api/v1/cameras/front";
    for (int i = 0; i < 3; i++) {
      get(camera + "/frame?width=320&at=" + (at - i * 500_000));
      get(camera + "/frame?width=640&exact=true&at=" + (at - i * 500_000));
      get(camera + "/video?from=" + from + "&to=" + last);
      get(camera + "/footage?from=" + from + "&to=" + last);
    }
    get("/api/v1/footage/days?camera=front&zone=UTC");
    get("/api/v1/storage");
    get("/api/v1/events");
    var wanted = "{\"cameras\":[\"front\"],\"from\":" + from + ",\"to\":" + last + "}";
    var made = FILE.matcher(post("/api/v1/exports", wanted));
    if (made.find()) {
      get(made.group(1));
    }
  }

  /// @return when footage ends, once there is some
  private long recorded() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      long now = System.currentTimeMillis() * 1000;
      var found = LAST.matcher(get("/api/v1/cameras/front/footage?from=" + (now - 60_000_000) + "&to=" + now));
      if (found.find() && i > 3) { // some seconds of it
        return Long.parseLong(found.group(1));
      }
      Thread.sleep(500);
    }
    throw new IOException("nothing was recorded");
  }

  private String get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(server.resolve(path)));
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    var body = HttpRequest.BodyPublishers.ofString(json);
    var request = HttpRequest.newBuilder(server.resolve(path)).header("Content-Type", "application/json");
    return answer(request.header("Origin", origin()).POST(body));
  }

  private String origin() {
    return server.getScheme() + "://" + server.getAuthority();
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      System.out.println(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /// The server is on this machine, made its certificate a moment ago, and is asked for nothing that is secret.
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
