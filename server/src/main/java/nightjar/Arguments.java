package nightjar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command's options, those with a value and those without, and what else it was given.
record Arguments(Map<String, String> options, List<String> rest) {
  /// Options that all have a value.
  static Arguments of(List<String> args, String... known) throws Exit {
    return of(args, Set.of(), known);
  }

  /// @param flags options without a value
  static Arguments of(List<String> args, Set<String> flags, String... known) throws Exit {
    var options = new HashMap<String, String>();
    var rest = new ArrayList<String>();
    for (int i = 0; i < args.size(); i++) {
      var word = args.get(i);
      if (!word.startsWith("--")) {
        rest.add(word);
        continue;
      }
      var parts = word.substring(2).split("=", 2);
      if (flags.contains(parts[0]) && parts.length == 1) {
        options.put(parts[0], "");
        continue;
      }
      if (!Set.of(known).contains(parts[0])) {
        throw new Exit(Exit.USAGE, "there is no option --" + parts[0] + " here");
      }
      if (parts.length < 2 && ++i == args.size()) {
        throw new Exit(Exit.USAGE, "--" + parts[0] + " needs a value");
      }
      options.put(parts[0], parts.length == 2 ? parts[1] : args.get(i));
    }
    return new Arguments(options, rest);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean flag(String name) {
    return options.containsKey(name);
  }

  int whole(String name, int fallback, int most) throws Exit {
    var text = options.get(name);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
      throw new Exit(
          Exit.USAGE, "--%s must be a whole number up to %d: %s".formatted(name, most, text));
    }
    return Integer.parseInt(text);
  }

  void noMore() throws Exit {
    if (!rest.isEmpty()) {
      throw new Exit(Exit.USAGE, "not understood: " + String.join(" ", rest));
    }
  }
}
