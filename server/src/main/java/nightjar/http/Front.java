package nightjar.http;

import static java.lang.System.Logger.Level.ERROR;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Every request that is not a WebSocket's.
final class Front extends Handler.Abstract {
  private static final System.Logger log = System.getLogger(Front.class.getName());

  /// Nothing from elsewhere, nothing inline, nobody's frame: docs/design/architecture.md.
  private static final HttpField[] ALWAYS = {
    new HttpField(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
            + " media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'"),
    new HttpField("X-Content-Type-Options", "nosniff"),
    new HttpField("Referrer-Policy", "no-referrer"),
    new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
    new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
  };

  private final Routes routes;

  Front(Routes routes) {
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    write(request, response, callback, answer(request));
    return true;
  }

  private Answer answer(Request request) {
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      return Answer.problem(405, "only GET and HEAD are answered here");
    }
    try {
      return routes.get(
          Request.getPathInContext(request),
          takesGzip(request.getHeaders()),
          String.valueOf(request.getHeaders().get(HttpHeader.IF_NONE_MATCH)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.problem(503, "the server is stopping");
    } catch (Exception e) { // ours: the client learns only that
      log.log(ERROR, "request failed", e);
      return Answer.problem(500, "the server failed; its log says why");
    }
  }

  private static boolean takesGzip(HttpFields headers) {
    return headers.contains(HttpHeader.ACCEPT_ENCODING, "gzip");
  }

  static void write(Request request, Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    for (var field : ALWAYS) {
      headers.put(field);
    }
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    answer.headers().forEach(headers::put);
    if (answer.status() == 405) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD");
    }
    var body = answer.body().duplicate();
    headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
    boolean bodiless = HttpMethod.HEAD.is(request.getMethod()) || answer.status() == 304;
    response.write(true, bodiless ? null : body, callback);
  }
}
