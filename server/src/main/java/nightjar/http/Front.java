package nightjar.http;

import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Every request that is not a WebSocket's.
final class Front extends Handler.Abstract {
  private static final System.Logger log = System.getLogger(Front.class.getName());
  private static final int LARGEST_BODY = 32 * 1024;

  /// Nothing from elsewhere, nothing inline, nobody's frame: docs/design/security.md.
  private static final HttpField[] ALWAYS = {
    new HttpField(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
            + " media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'"),
    new HttpField("X-Content-Type-Options", "nosniff"),
    new HttpField("Referrer-Policy", "no-referrer"),
    new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
    new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
    new HttpField(
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(),"
            + " display-capture=(), browsing-topics=(), fullscreen=(self),"
            + " picture-in-picture=(self), publickey-credentials-get=(self),"
            + " publickey-credentials-create=(self)"),
  };

  private final Router router;
  private final Admission admission;
  private final Sending sending = new Sending();

  Front(Router router, Admission admission) {
    this.router = router;
    this.admission = admission;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var answer = answer(request);
    var reel = answer.reel();
    if (reel == null) {
      write(request, response, callback, answer);
    } else {
      head(response, answer);
      sending.send(request, response, callback, reel);
    }
    return true;
  }

  private Answer answer(Request request) {
    try {
      var headers = request.getHeaders();
      var found =
          router.find(
              request.getMethod(),
              Request.getPathInContext(request),
              takesGzip(headers),
              String.valueOf(headers.get(HttpHeader.IF_NONE_MATCH)));
      return switch (found) {
        case Router.Found.Answered(var answer) -> answer;
        case Router.Found.Routed routed -> answer(routed, request);
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.problem(503, "the server is stopping");
    } catch (Exception e) { // ours: the client learns only that
      log.log(ERROR, "request failed", e);
      return Answer.problem(500, "the server failed; its log says why");
    }
  }

  private Answer answer(Router.Found.Routed routed, Request request)
      throws IOException, InterruptedException {
    var outcome = admission.ask(routed.route(), routed.variables(), request);
    return switch (outcome) {
      case Admission.Outcome.Refused(var answer) -> answer;
      case Admission.Outcome.Admitted(var call) -> {
        var wrong = unlessJson(request);
        yield wrong != null ? wrong : answer(routed.route(), call, request);
      }
    };
  }

  private static Answer answer(Route route, Call call, Request request)
      throws IOException, InterruptedException {
    String body;
    try {
      body = body(request);
      Counted.received(request);
    } catch (CharacterCodingException _) {
      return Answer.problem(400, "what was sent is not UTF-8");
    } catch (IOException _) {
      return Answer.problem(400, "what was sent broke off").with("Connection", "close");
    }
    return body == null ? tooLarge() : Refusals.answer(route, call.withBody(body));
  }

  /// JSON as it is, or nothing: what is packed may be far more than it looks.
  private static @Nullable Answer unlessJson(Request request) {
    var headers = request.getHeaders();
    long length = request.getLength();
    if (length > LARGEST_BODY) {
      return tooLarge();
    }
    if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
      return Answer.problem(415, "what is sent must not be compressed").with("Connection", "close");
    }
    var type = headers.get(HttpHeader.CONTENT_TYPE);
    boolean json = type != null && type.matches("(?i)application/json *(; *charset=\"?utf-8\"?)?");
    return !hasBody(request) || json
        ? null
        : Answer.problem(415, "what is sent must be application/json").with("Connection", "close");
  }

  /// Nobody reads what comes with a `GET`.
  static boolean hasBody(Request request) {
    boolean sent = request.getLength() > 0 || request.getHeaders().contains("Transfer-Encoding");
    return sent && !HttpMethod.GET.is(request.getMethod());
  }

  private static Answer tooLarge() {
    return Answer.problem(413, "more than " + LARGEST_BODY + " bytes were sent")
        .with("Connection", "close");
  }

  /// Null when it is too large.
  private static @Nullable String body(Request request) throws IOException {
    if (!hasBody(request)) {
      return "";
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      return bytes.length > LARGEST_BODY
          ? null
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  static boolean takesGzip(HttpFields headers) {
    return headers.contains(HttpHeader.ACCEPT_ENCODING, "gzip");
  }

  static void write(Request request, Response response, Callback callback, Answer answer) {
    head(response, answer);
    if (answer.status() == 204) {
      response.write(true, null, callback);
      return;
    }
    var body = answer.body().duplicate();
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    boolean bodiless = HttpMethod.HEAD.is(request.getMethod()) || answer.status() == 304;
    response.write(true, bodiless ? null : body, callback);
  }

  private static void head(Response response, Answer answer) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    for (var field : ALWAYS) {
      headers.put(field);
    }
    answer.headers().forEach(headers::put);
    answer.cookies().forEach(cookie -> headers.add(HttpHeader.SET_COOKIE, cookie));
    if (answer.status() != 204) {
      headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    }
  }
}
