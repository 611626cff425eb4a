package nightjar.http;

import java.util.Map;
import java.util.Optional;
import nightjar.auth.Client;
import nightjar.auth.Grant;
import nightjar.auth.Presented;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;

/// A request as routes see it.
///
/// @param variables of the path
/// @param query last value of each parameter
/// @param body text of the JSON that came, empty when none did
/// @param site what the caller calls this server
/// @param caller empty when nobody said who it is
/// @param from where it comes from
/// @param cookies that it came with
record Call(
    Map<String, String> variables,
    Map<String, String> query,
    String body,
    Site site,
    Optional<Grant> caller,
    Client from,
    Presented cookies) {
  /// @param scheme `https` or `http`
  /// @param host name or address, without port
  /// @param authority the same with its port, unless that is the scheme's own
  record Site(String scheme, String host, String authority) {
    boolean secure() {
      return scheme.equals("https");
    }

    String origin() {
      return scheme + "://" + authority;
    }
  }

  Call withBody(String came) {
    return new Call(variables, query, came, site, caller, from, cookies);
  }

  JsonObject json() throws BadJsonException {
    return JsonObject.parse(body.isEmpty() ? "{}" : body);
  }

  String variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("the route's path has no {" + name + "}");
    }
    return value;
  }

  /// A whole number among the parameters.
  ///
  /// @param fallback what it is when it is missing
  long whole(String name, long fallback, long least, long most) throws BadJsonException {
    return query.containsKey(name) ? whole(name, least, most) : fallback;
  }

  /// One that may not be missing.
  long whole(String name, long least, long most) throws BadJsonException {
    try {
      long value = Long.parseLong(query.getOrDefault(name, ""));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw BadJsonException.field(
        name, "must be a whole number from %d to %d".formatted(least, most));
  }

  /// The caller of a route whose rule wants one.
  Grant grant() {
    return caller.orElseThrow(() -> new IllegalStateException("the rule wants no caller"));
  }
}
