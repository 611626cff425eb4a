package nightjar.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds what a request asks for.
final class Router {
  private static final Set<String> WEB_SOCKETS = Set.of(CameraRoutes.LIVE, AlertRoutes.LIVE);

  private final List<Route> routes;
  private final Pages pages = new Pages();

  Router(List<Route> routes) {
    this.routes = routes;
  }

  /// What was found.
  sealed interface Found {
    record Routed(Route route, Map<String, String> variables) implements Found {}

    /// Answered already: a file of the page, or that there is nothing.
    record Answered(Answer answer) implements Found {}
  }

  /// @param method as sent; `HEAD` finds what `GET` does
  Found find(String method, String path, boolean takesGzip, String tag) throws IOException {
    var here = at(path);
    if (here.isEmpty()) {
      return new Found.Answered(page(method, path, takesGzip, tag));
    }
    var wanted = method.equals("HEAD") ? "GET" : method;
    return here.stream()
        .filter(found -> found.route().method().equals(wanted))
        .findFirst()
        .<Found>map(found -> found)
        .orElseGet(() -> new Found.Answered(notAllowed(here)));
  }

  /// The route of a WebSocket.
  Optional<Found.Routed> webSocket(String path) {
    return at(path).stream()
        .filter(found -> WEB_SOCKETS.contains(found.route().path()))
        .findFirst();
  }

  /// All that share this path.
  private List<Found.Routed> at(String path) {
    return routes.stream()
        .flatMap(route -> route.match(path).map(values -> new Found.Routed(route, values)).stream())
        .toList();
  }

  private Answer page(String method, String path, boolean takesGzip, String tag)
      throws IOException {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.problem(405, "only GET and HEAD are answered here").with("Allow", "GET, HEAD");
    }
    var page = pages.get(path, takesGzip, tag);
    return page != null ? page : Answer.problem(404, "there is nothing at this address");
  }

  private static Answer notAllowed(List<Found.Routed> here) {
    var allowed =
        here.stream()
            .map(found -> found.route().method())
            .collect(Collectors.toCollection(TreeSet::new));
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    var list = String.join(", ", allowed);
    return Answer.problem(405, "only " + list + " is answered here").with("Allow", list);
  }
}
