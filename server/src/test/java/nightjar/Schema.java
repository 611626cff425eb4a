package nightjar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// As much of JSON Schema (2020-12) as docs/ref/openapi.yaml uses; a word it does not know is an
/// error.
record Schema(Node node) {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "description",
          "default",
          "examples",
          "contentEncoding",
          "enum",
          "required",
          "properties",
          "additionalProperties",
          "maxProperties",
          "items",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern");

  Schema {
    for (var word : node.names()) {
      if (!KNOWN.contains(word)) {
        throw new AssertionError(node.where() + ": " + word + " means nothing to the tests");
      }
    }
    if (!node.has("type")) {
      throw new AssertionError(node.where() + " has no type");
    }
    if (node.has("additionalProperties") && !node.text("additionalProperties").equals("false")) {
      throw new AssertionError(node.where() + ": additionalProperties can only be false");
    }
  }

  Set<String> types() {
    var type = node.at("type");
    return type.value() instanceof List<?> list
        ? Set.copyOf(list.stream().map(String::valueOf).toList())
        : Set.of(node.text("type"));
  }

  List<String> required() {
    return list("required");
  }

  List<String> words() {
    return list("enum");
  }

  List<String> examples() {
    return list("examples");
  }

  private List<String> list(String name) {
    return node.has(name)
        ? node.at(name).each().stream().map(n -> String.valueOf(n.value())).toList()
        : List.of();
  }

  List<String> properties() {
    return node.has("properties") ? node.at("properties").names() : List.of();
  }

  Schema property(String name) {
    return new Schema(node.at("properties").at(name));
  }

  Schema items() {
    return new Schema(node.at("items"));
  }

  BigDecimal limit(String name, long otherwise) {
    return node.has(name) ? new BigDecimal(node.text(name)) : BigDecimal.valueOf(otherwise);
  }

  /// Empty when the value fits.
  List<String> problems(Object value) {
    var problems = new ArrayList<String>();
    check("", value, problems);
    return problems;
  }

  private void check(String path, Object value, List<String> problems) {
    if (types().stream().noneMatch(type -> isOf(type, value))) {
      problems.add(path + " is not " + types() + ": " + value);
      return;
    }
    if (!words().isEmpty() && value != null && !words().contains(String.valueOf(value))) {
      problems.add(path + " is not one of " + words() + ": " + value);
    }
    switch (value) {
      case Map<?, ?> map -> checkObject(path, map, problems);
      case List<?> list -> checkList(path, list, problems);
      case String string -> checkString(path, string, problems);
      case BigDecimal number -> range(path, number, "minimum", "maximum", problems);
      case null, default -> {}
    }
  }

  private static boolean isOf(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof BigDecimal;
      case "integer" ->
          value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
      case "null" -> value == null;
      default -> throw new AssertionError("there is no type " + type);
    };
  }

  private void checkObject(String path, Map<?, ?> map, List<String> problems) {
    for (var name : required()) {
      if (!map.containsKey(name)) {
        problems.add(path + "." + name + " is missing");
      }
    }
    size(path, map.size(), "minProperties", "maxProperties", problems);
    map.forEach(
        (name, value) -> {
          if (properties().contains(name)) {
            property(String.valueOf(name)).check(path + "." + name, value, problems);
          } else if (node.has("additionalProperties")) {
            problems.add(path + "." + name + " is one too many");
          }
        });
  }

  private void checkList(String path, List<?> list, List<String> problems) {
    size(path, list.size(), "minItems", "maxItems", problems);
    for (int i = 0; i < list.size() && node.has("items"); i++) {
      items().check(path + "[" + i + "]", list.get(i), problems);
    }
  }

  private void checkString(String path, String string, List<String> problems) {
    size(path, string.codePointCount(0, string.length()), "minLength", "maxLength", problems);
    if (node.has("pattern") && !Pattern.compile(node.text("pattern")).matcher(string).find()) {
      problems.add(path + " is not like " + node.text("pattern") + ": " + string);
    }
  }

  private void size(String path, int size, String least, String most, List<String> problems) {
    range(path + " (its length)", BigDecimal.valueOf(size), least, most, problems);
  }

  private void range(
      String path, BigDecimal number, String least, String most, List<String> problems) {
    if (number.compareTo(limit(least, Long.MIN_VALUE)) < 0
        || number.compareTo(limit(most, Long.MAX_VALUE)) > 0) {
      problems.add(path + " is not " + least + " " + most + " of " + node.where() + ": " + number);
    }
  }
}
