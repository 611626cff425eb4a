package nightjar.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import nightjar.config.Values.Parser;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Keys and values of one level of the file. What is taken is known; what nobody took is a mistake.
///
/// A value that cannot be used becomes a problem, and reading goes on with the one that would be
/// used if nothing were said, so that all problems are found at once.
final class Section {
  private final String path;
  private final int line;
  private final Map<String, NodeTuple> untaken;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String path, int line, Map<String, NodeTuple> untaken, Problems problems) {
    this.path = path;
    this.line = line;
    this.untaken = untaken;
    this.problems = problems;
  }

  static Section empty(Problems problems) {
    return new Section("", 0, Map.of(), problems);
  }

  static Section of(String path, MappingNode mapping, Problems problems) {
    var entries = new LinkedHashMap<String, NodeTuple>();
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (entries.put(key, tuple) != null) {
        problems.add(line(tuple.getKeyNode()), path + key + ": is there twice");
      }
    }
    return new Section(path, line(mapping), entries, problems);
  }

  /// @param fallback the text used when the key is missing
  <T> T take(String key, Parser<T> parser, String fallback) {
    var tuple = remove(key);
    return parser.parse(tuple == null ? fallback : checked(key, parser, fallback, tuple));
  }

  /// A key that must be there.
  ///
  /// @param standIn the text used when it is not, so that reading can go on
  <T> T require(String key, Parser<T> parser, String standIn) {
    if (!untaken.containsKey(key)) {
      problem(key, "is missing; it must be " + right(parser));
    }
    return take(key, parser, standIn);
  }

  boolean has(String key) {
    return untaken.containsKey(key);
  }

  /// Values below a key, by names the user chose; what cannot be used is left out.
  <T> Map<String, T> takeAll(String key, Parser<T> parser) {
    var below = section(key);
    var values = new LinkedHashMap<String, T>();
    for (var tuple : below.untaken.entrySet()) {
      var node = tuple.getValue().getValueNode();
      var text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      try {
        values.put(tuple.getKey(), parser.parse(text));
      } catch (IllegalArgumentException e) {
        below.problem(
            line(node), tuple.getKey(), "\"" + shown(text) + "\" must be " + e.getMessage());
      }
    }
    return values;
  }

  /// A text of the user's that is never said again, empty when the key is missing: here, or as
  /// `{file: /path}` or `{credential: NAME}` outside.
  String takeSecret(String key) {
    return takeSecret(key, Secrets.ofEnvironment());
  }

  String takeSecret(String key, Secrets secrets) {
    var tuple = remove(key);
    if (tuple == null) {
      return "";
    }
    var node = tuple.getValueNode();
    if (node instanceof ScalarNode scalar) {
      if (!scalar.getValue().isEmpty()) {
        problems.secretAsText(line(node), path + key);
      }
      return scalar.getValue();
    }
    try {
      return secretElsewhere(node, secrets);
    } catch (IllegalArgumentException e) {
      problem(line(node), key, String.valueOf(e.getMessage()));
      return "";
    }
  }

  private static String secretElsewhere(Node node, Secrets secrets) {
    if (node instanceof MappingNode mapping
        && mapping.getValue().size() == 1
        && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode where
        && mapping.getValue().getFirst().getValueNode() instanceof ScalarNode name) {
      if (where.getValue().equals("file")) {
        return secrets.ofFile(name.getValue());
      }
      if (where.getValue().equals("credential")) {
        return secrets.ofCredential(name.getValue());
      }
    }
    throw new IllegalArgumentException("must be a text, {file: /path} or {credential: NAME}");
  }

  private @Nullable NodeTuple remove(String key) {
    known.add(key);
    return untaken.isEmpty() ? null : untaken.remove(key);
  }

  private String checked(String key, Parser<?> parser, String fallback, NodeTuple tuple) {
    var node = tuple.getValueNode();
    var text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    try {
      parser.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      problem(line(node), key, "\"" + shown(text) + "\" must be " + e.getMessage());
      return fallback;
    }
  }

  /// An address may hold a user and a password, in its path or query too, which belong on no
  /// screen.
  private static String shown(String text) {
    return text.replaceFirst("(?s)^([a-z]{1,5}:(?=/))?.*@", "$1//…@")
        .replaceFirst("(?s)(?<=[=?]).*", "…");
  }

  private static String right(Parser<?> parser) {
    try {
      parser.parse("");
      return "set";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// What a key holds more of; empty when the key is missing.
  Section section(String key) {
    var tuple = remove(key);
    if (tuple == null) {
      return new Section(path + key + ".", line, Map.of(), problems);
    }
    if (tuple.getValueNode() instanceof MappingNode mapping) {
      return of(path + key + ".", mapping, problems);
    }
    boolean nothing = tuple.getValueNode() instanceof ScalarNode s && s.getValue().isEmpty();
    if (!nothing) {
      problem(line(tuple.getValueNode()), key, "must hold keys and values of its own");
    }
    return new Section(path + key + ".", line, Map.of(), problems);
  }

  /// The sections below a key whose names the user chose.
  Map<String, Section> sections(String key) {
    var below = section(key);
    var sections = new LinkedHashMap<String, Section>();
    List.copyOf(below.untaken.keySet()).forEach(name -> sections.put(name, below.section(name)));
    return sections;
  }

  /// Call last: a key nobody took is a typing mistake.
  void rejectUnknown() {
    untaken.forEach(
        (key, tuple) ->
            problem(
                line(tuple.getKeyNode()),
                key,
                "is no setting here; there are " + String.join(", ", known)));
  }

  /// Builds from values that are right one by one and may not be together.
  <T> T build(String key, Supplier<T> from, Supplier<T> standIn) {
    try {
      return from.get();
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return standIn.get();
    }
  }

  void problem(String key, String what) {
    problem(line, key, what);
  }

  private void problem(int at, String key, String what) {
    problems.add(at, path + key + ": " + what);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
