package nightjar.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses targets at which Jetty's WebSocket would fail: it makes a `java.net.URI` of them, which
/// takes less than HTTP does.
final class UpgradeTargets extends Handler.Wrapper {
  UpgradeTargets(Handler inner) {
    super(inner);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!request.getHeaders().contains(HttpHeader.UPGRADE) || isUri(request)) {
      return super.handle(request, response, callback);
    }
    Front.write(request, response, callback, Answer.problem(400, "the address is malformed"));
    return true;
  }

  private static boolean isUri(Request request) {
    try {
      return !request.getHttpURI().toURI().toString().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
