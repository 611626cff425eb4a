package nightjar.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.auth.RefusedException;

/// One thing that can be asked for.
///
/// @param method such as `GET`, which stands for `HEAD` too
/// @param path with `{name}` where one segment may vary; `{camera}` is checked against the account
record Route(String method, String path, Rule rule, Handling handling) {
  private static final String VARIABLE = "[A-Za-z0-9._-]{1,200}";

  /// What is done for a call that the rule lets through.
  interface Handling {
    Answer answer(Call call) throws IOException, InterruptedException, RefusedException;
  }

  /// Values of the path's variables, if this path is meant.
  Optional<Map<String, String>> match(String asked) {
    var own = path.split("/", -1);
    var segments = asked.split("/", own.length + 1);
    if (segments.length != own.length) {
      return Optional.empty();
    }
    var values = new TreeMap<String, String>();
    for (int i = 0; i < own.length; i++) {
      boolean variable = own[i].startsWith("{");
      if (variable ? !segments[i].matches(VARIABLE) : !segments[i].equals(own[i])) {
        return Optional.empty();
      }
      if (variable) {
        values.put(own[i].substring(1, own[i].length() - 1), segments[i]);
      }
    }
    return Optional.of(values);
  }
}
