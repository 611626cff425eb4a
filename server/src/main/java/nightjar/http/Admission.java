package nightjar.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nightjar.auth.Client;
import nightjar.auth.Grant;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// What happens between a route being found and its being done: whose page asks, who asks, and
/// whether that one may.
///
/// A page of another site can make a browser send requests here, with cookies too where it is of
/// the same site in the browser's eyes. Browsers say where requests come from: `Sec-Fetch-Site`
/// with each, `Origin` with all that change something.
final class Admission {
  private static final String BEARER = "Bearer ";

  private final Access access;
  private final Trespasses trespasses;

  Admission(Access access, Trespasses trespasses) {
    this.access = access;
    this.trespasses = trespasses;
  }

  /// Either a call, without its body yet, or why not.
  sealed interface Outcome {
    record Admitted(Call call) implements Outcome {}

    record Refused(Answer answer) implements Outcome {}
  }

  Outcome ask(Route route, Map<String, String> variables, Request request) {
    var bearer = bearer(request);
    boolean asksWhose = route.rule() != Rule.ANYWHERE && bearer.isEmpty();
    var elsewhere = asksWhose ? elsewhere(route, request) : Optional.<Trespasses.Kind>empty();
    if (elsewhere.isPresent()) {
      note(elsewhere.get(), request);
      return new Outcome.Refused(
          Answer.problem(403, "origin", "the page that asks is not one of this server's"));
    }
    var call = call(variables, bearer, request);
    if (access instanceof Access.Open) {
      return new Outcome.Admitted(call);
    }
    var question =
        new Gate.Question(
            route.rule(),
            access.needsSetup(),
            call.caller(),
            Optional.ofNullable(variables.get("camera")));
    return Gate.refusal(question)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> new Outcome.Admitted(call));
  }

  /// Of who asks; empty when it is nobody we know.
  String account(Request request) {
    var cookies = Cookies.of(request, request.isSecure());
    return access.caller(bearer(request), cookies).map(Grant::user).orElse("");
  }

  private Call call(Map<String, String> variables, String bearer, Request request) {
    boolean secure = request.isSecure();
    var cookies = Cookies.of(request, secure);
    var site =
        new Call.Site(
            secure ? "https" : "http", Request.getServerName(request), authority(request));
    var agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    var from = new Client(address(request), agent == null ? "" : agent);
    return new Call(
        variables, query(request), "", site, access.caller(bearer, cookies), from, cookies);
  }

  private static String address(Request request) {
    return Request.getRemoteAddr(request).replaceFirst("%.*", ""); // an IPv6 zone says nothing
  }

  private static String bearer(Request request) {
    var header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  /// Names and numbers, so nothing needs decoding.
  private static Map<String, String> query(Request request) {
    var values = new LinkedHashMap<String, String>();
    var query = request.getHttpURI().getQuery();
    for (var part : query == null ? new String[0] : query.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return values;
  }

  /// As the caller spelled it: what a browser's `Origin` holds too.
  private static String authority(Request request) {
    var host = request.getHeaders().get(HttpHeader.HOST);
    return host == null ? Request.getServerName(request) : host;
  }

  /// How it shows that another site's page asks. Not asked of tokens: they are no cookies, no page
  /// elsewhere can make a browser send one.
  private static Optional<Trespasses.Kind> elsewhere(Route route, Request request) {
    var site = site(request);
    if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
      return Optional.of(Trespasses.Kind.FETCH_SITE);
    }
    var origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null) {
      boolean own = origin.replaceFirst("^https?://", "").equalsIgnoreCase(authority(request));
      return own ? Optional.empty() : Optional.of(Trespasses.Kind.ORIGIN);
    }
    boolean may = route.method().equals("GET") || site.equals("same-origin");
    return may ? Optional.empty() : Optional.of(Trespasses.Kind.NO_ORIGIN);
  }

  private static String site(Request request) {
    return Objects.requireNonNullElse(request.getHeaders().get("Sec-Fetch-Site"), "");
  }

  private void note(Trespasses.Kind kind, Request request) {
    var origin = request.getHeaders().get(HttpHeader.ORIGIN);
    var said =
        switch (kind) {
          case ORIGIN -> "of a page of " + origin;
          case FETCH_SITE -> site(request) + (origin == null ? "" : ", of a page of " + origin);
          case NO_ORIGIN -> "it does not say of which page";
        };
    var asked = request.getMethod() + " " + Request.getPathInContext(request);
    trespasses.refused(kind, account(request), address(request), asked, said);
  }
}
