package nightjar.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/// Decides who gets a WebSocket.
final class LiveUpgrade implements WebSocketNegotiator {
  static final String PATH = "/api/v1/cameras/*";
  private static final String BEFORE = "/api/v1/cameras/";
  private static final String AFTER = "/live";
  private static final String SUBPROTOCOL = "nightjar.v1";

  private final Map<String, Watchable> cameras;
  private final Viewers viewers;

  LiveUpgrade(Map<String, Watchable> cameras, Viewers viewers) {
    this.cameras = cameras;
    this.viewers = viewers;
  }

  @Override
  public @Nullable FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    var camera = cameras.get(cameraName(Request.getPathInContext(request)));
    if (camera == null) {
      return refuse(request, response, callback, 404, "there is no such camera");
    }
    if (!sameOrigin(request)) {
      return refuse(request, response, callback, 403, "the page is not one of this server's");
    }
    if (!request.hasSubProtocol(SUBPROTOCOL)) {
      return refuse(request, response, callback, 400, "ask for the subprotocol " + SUBPROTOCOL);
    }
    if (viewers.full()) {
      return refuse(request, response, callback, 503, "as many are watching as this server takes");
    }
    response.setAcceptedSubProtocol(SUBPROTOCOL);
    response.setExtensions(List.of()); // video does not compress twice
    return new LiveSocket(viewers, camera);
  }

  private static String cameraName(String path) {
    boolean live = path.startsWith(BEFORE) && path.endsWith(AFTER);
    int end = path.length() - AFTER.length();
    return live && end > BEFORE.length() ? path.substring(BEFORE.length(), end) : "";
  }

  /// Programs send no Origin; browsers always do.
  private static boolean sameOrigin(Request request) {
    var origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null) {
      return true;
    }
    try {
      return URI.create(origin).getRawAuthority().equals(request.getHeaders().get(HttpHeader.HOST));
    } catch (IllegalArgumentException | NullPointerException _) {
      return false; // "null", or nonsense
    }
  }

  private static @Nullable FrameHandler refuse(
      Request request, Response response, Callback callback, int status, String problem) {
    Front.write(request, response, callback, Answer.problem(status, problem));
    return null;
  }
}
