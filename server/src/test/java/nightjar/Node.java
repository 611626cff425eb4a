package nightjar;

import java.util.List;
import java.util.Map;

/// A place in a YAML document, references followed.
///
/// @param where its path, to name it
record Node(Object root, String where, Object value) {
  static Node of(Object root) {
    return new Node(root, "#", root).followed();
  }

  private Node followed() {
    if (value instanceof Map<?, ?> map && map.get("$ref") instanceof String reference) {
      if (map.size() > 1 || !reference.startsWith("#/")) {
        throw new AssertionError(where + " refers as nobody here reads it");
      }
      var node = new Node(root, "#", root);
      for (var name : reference.substring(2).split("/")) {
        if (!node.map().containsKey(name)) {
          throw new AssertionError(where + " refers to nothing: " + reference);
        }
        node = node.at(name);
      }
      return node;
    }
    return this;
  }

  Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError(where + " is no object");
  }

  boolean has(String name) {
    return map().containsKey(name);
  }

  Node at(String name) {
    if (!has(name)) {
      throw new AssertionError(where + " has no " + name);
    }
    return new Node(root, where + "/" + name, map().get(name)).followed();
  }

  String text(String name) {
    return String.valueOf(at(name).value);
  }

  List<Node> each() {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> new Node(root, where + "/-", item).followed()).toList();
    }
    throw new AssertionError(where + " is no list");
  }

  List<String> names() {
    return map().keySet().stream().map(String::valueOf).toList();
  }
}
