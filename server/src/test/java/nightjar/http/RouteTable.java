package nightjar.http;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The routes there are, for tests elsewhere.
public final class RouteTable {
  private RouteTable() {}

  /// Such as `GET /api/v1/me self`.
  public static Set<String> of(HttpServer.Shown shown) {
    var all = new TreeSet<String>();
    for (var route : Routes.of(shown)) {
      var rule = route.rule().name().toLowerCase(Locale.ROOT);
      if (!all.add(route.method() + " " + route.path() + " " + rule)) {
        throw new AssertionError("twice: " + route);
      }
    }
    return all;
  }

  public static Set<String> rules() {
    var all = new TreeSet<String>();
    for (var rule : Rule.values()) {
      all.add(rule.name().toLowerCase(Locale.ROOT));
    }
    return all;
  }
}
