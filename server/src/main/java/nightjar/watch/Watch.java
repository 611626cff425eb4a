package nightjar.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import nightjar.base.Authorities;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Writes what a camera sends, live, as one file that any player plays.
public final class Watch {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Optional<String> token;

  /// What the server is shown, and by what it is believed.
  ///
  /// @param authority PEM file; empty for those this Java knows
  /// @param token for `Authorization: Bearer`
  public record Credentials(Optional<Path> authority, Optional<String> token) {
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    @Override
    public String toString() {
      return "Credentials[" + authority + "]"; // the token belongs in no log
    }
  }

  public Watch() {
    this(HttpClient.newBuilder(), Optional.empty());
  }

  /// @throws IOException the authority cannot be read
  public Watch(Credentials credentials) throws IOException {
    this(builder(credentials), credentials.token);
  }

  private Watch(HttpClient.Builder builder, Optional<String> token) {
    this.client = builder.connectTimeout(CONNECT_WITHIN).build();
    this.token = token;
  }

  private static HttpClient.Builder builder(Credentials credentials) throws IOException {
    var builder = HttpClient.newBuilder();
    if (credentials.authority.isPresent()) {
      builder.sslContext(Authorities.context("--ca", credentials.authority));
    }
    return builder;
  }

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
      var builder = client.newWebSocketBuilder().subprotocols("nightjar.v1");
      token.ifPresent(t -> builder.header("Authorization", "Bearer " + t));
      return builder
          .connectTimeout(CONNECT_WITHIN)
          .buildAsync(live, listener)
          .get(CONNECT_WITHIN.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw refused(live, refused.getResponse().statusCode());
      }
      throw unreachable(live, e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(live, e);
    }
  }

  private URI liveAddress(URI url) throws IOException, InterruptedException {
    var path = url.getRawPath() == null ? "" : url.getRawPath();
    if (path.endsWith("/live")) {
      return withScheme(url, path);
    }
    var fragment = url.getRawFragment();
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
    var request = HttpRequest.newBuilder(list).timeout(CONNECT_WITHIN);
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw refused(list, answer.statusCode());
      }
      var cameras = JsonObject.parse(answer.body()).objects("cameras");
      if (cameras.isEmpty()) {
        throw new IOException(url + " has no camera");
      }
      var name = cameras.getFirst().string("name");
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    } catch (ConnectException | SSLException e) {
      throw unreachable(url, e);
    } catch (BadJsonException e) {
      throw new IOException(url + " is no Nightjar: " + e.getMessage(), e);
    }
  }

  private IOException refused(URI url, int status) {
    return new IOException(
        switch (status) {
          case UNAUTHORIZED ->
              token.isPresent()
                  ? url + " does not know this token (401); it may have expired"
                  : url + " wants to know who is asking (401): use --token-file";
          case FORBIDDEN -> url + " does not let this token see the camera (403)";
          default -> url + " answers " + status;
        });
  }

  private static IOException unreachable(URI url, @Nullable Throwable cause) {
    for (var each = cause; each != null; each = each.getCause()) {
      if (each instanceof CertificateException) {
        return new IOException(
            "%s is not trusted: %s. A Nightjar's own authority is at its onboarding address, /ca.pem: use --ca"
                .formatted(url, why(each)),
            cause);
      }
    }
    return cause instanceof SSLException
        ? new IOException(url + " does not speak TLS as we do: " + cause.getMessage(), cause)
        : new IOException(url + " cannot be reached", cause);
  }

  /// Java's own words name classes when nobody vouches for the server, and are plain else.
  private static String why(Throwable e) {
    var words = String.valueOf(e.getMessage());
    return words.contains("Exception") ? "nobody known here vouches for it" : words;
  }
}
