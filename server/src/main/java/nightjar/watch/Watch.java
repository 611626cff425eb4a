package nightjar.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Writes what a camera sends, live, as one file that any player plays.
public final class Watch {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

  /// @param url of the server, of a camera's page (`/#/front`), or of the WebSocket itself
  /// @param seconds after which to end; 0 for never
  /// @return bytes written
  /// @throws IOException what went wrong, in one line
  public long run(URI url, int seconds, WritableByteChannel to)
      throws IOException, InterruptedException {
    var live = liveAddress(url);
    var recording = new Recording(to);
    var listener = new Listener(recording);
    var socket = connect(live, listener);
    try {
      listener.await(seconds);
    } finally {
      socket.abort();
    }
    return recording.written();
  }

  private WebSocket connect(URI live, Listener listener) throws IOException, InterruptedException {
    try {
      return client
          .newWebSocketBuilder()
          .subprotocols("nightjar.v1")
          .connectTimeout(CONNECT_WITHIN)
          .buildAsync(live, listener)
          .get(CONNECT_WITHIN.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new IOException(live + " answers " + refused.getResponse().statusCode(), e);
      }
      throw unreachable(live, e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(live, e);
    }
  }

  private URI liveAddress(URI url) throws IOException, InterruptedException {
    var path = url.getPath() == null ? "" : url.getPath();
    if (path.endsWith("/live")) {
      return withScheme(url, path);
    }
    var fragment = url.getFragment();
    boolean named = fragment != null && fragment.startsWith("/") && fragment.length() > 1;
    var camera = named ? fragment.substring(1) : firstCamera(url);
    return withScheme(url, "/api/v1/cameras/" + camera + "/live");
  }

  private static URI withScheme(URI url, String path) {
    boolean secure = url.getScheme().equals("https") || url.getScheme().equals("wss");
    return URI.create((secure ? "wss" : "ws") + "://" + url.getRawAuthority() + path);
  }

  private String firstCamera(URI url) throws IOException, InterruptedException {
    boolean secure = url.getScheme().equals("https") || url.getScheme().equals("wss");
    var list =
        URI.create((secure ? "https" : "http") + "://" + url.getRawAuthority() + "/api/v1/cameras");
    var request = HttpRequest.newBuilder(list).timeout(CONNECT_WITHIN).build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      var cameras = JsonObject.parse(answer.body()).objects("cameras");
      if (cameras.isEmpty()) {
        throw new IOException(url + " has no camera");
      }
      return cameras.getFirst().string("name");
    } catch (ConnectException e) {
      throw unreachable(url, e);
    } catch (BadJsonException e) {
      throw new IOException(url + " is no Nightjar: " + e.getMessage(), e);
    }
  }

  private static IOException unreachable(URI url, @Nullable Throwable cause) {
    return new IOException(url + " cannot be reached", cause);
  }
}
