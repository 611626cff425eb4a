package nightjar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values that fit a schema, and values that nearly do.
final class Samples {
  private static final List<String> LETTERS =
      List.of("a", "Z", "7", " ", "-", "é", "ß", "界", "\ud83d\ude00", "\u202e", "\u0301", "'");

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\0",
          "a\nb",
          "\r\nSet-Cookie: a=b",
          "\u001b[31m",
          "\u007f\u0085\u2028",
          "\ud800",
          "\udc00x",
          "\ufeff",
          "' OR 1=1 --",
          "../../etc/passwd",
          "%00%2e%2e",
          "{{7*7}}",
          "${jndi:ldap://127.0.0.1:1/a}",
          "<script>1</script>",
          "null",
          "true",
          "-1",
          "é".repeat(129),
          "\ud83d\ude00".repeat(128),
          "a".repeat(61),
          "y".repeat(20_001),
          "\0".repeat(3_000));

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1.5",
          "1e-9",
          "1e400",
          "-1e400",
          "2147483647",
          "2147483648",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "0.1e1",
          "366.0000000001");

  private final Random random;
  private final List<String> words;

  /// @param words among which a string is looked for, if its schema wants a certain form; may grow
  Samples(Random random, List<String> words) {
    this.random = random;
    this.words = words;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// Fits.
  Object fitting(Schema schema) {
    var types = new ArrayList<>(schema.types());
    if (types.remove("null") && random.nextInt(4) == 0) {
      return null;
    }
    return switch (types.getFirst()) {
      case "object" -> object(schema);
      case "array" -> list(schema);
      case "string" -> string(schema);
      case "boolean" -> random.nextBoolean();
      case "integer" -> whole(schema);
      case "number" -> number(schema);
      default -> throw new AssertionError("nobody sends " + types);
    };
  }

  private Map<String, Object> object(Schema schema) {
    var object = new LinkedHashMap<String, Object>();
    for (var name : schema.properties()) {
      if (schema.required().contains(name) || random.nextBoolean()) {
        object.put(name, fitting(schema.property(name)));
      }
    }
    return object;
  }

  private List<Object> list(Schema schema) {
    var list = new ArrayList<>();
    int least = schema.limit("minItems", 0).intValue();
    int most = Math.min(least + 3, schema.limit("maxItems", 100).intValue());
    for (int left = random.nextInt(least, most + 1); left > 0; left--) {
      list.add(fitting(schema.items()));
    }
    return list;
  }

  private String string(Schema schema) {
    if (!schema.words().isEmpty()) {
      return pick(schema.words());
    }
    if (!schema.node().has("pattern") && random.nextBoolean()) {
      return letters(schema);
    }
    var examples = schema.examples().stream().filter(words::contains).toList();
    if (!examples.isEmpty() && random.nextBoolean()) {
      return pick(examples);
    }
    var fitting = words.stream().filter(word -> schema.problems(word).isEmpty()).toList();
    if (fitting.isEmpty()) {
      throw new AssertionError("no word is like " + schema.node());
    }
    return pick(fitting);
  }

  private String letters(Schema schema) {
    int least = schema.limit("minLength", 0).intValue();
    int most = schema.limit("maxLength", 40).intValue();
    int length = random.nextInt(3) == 0 ? most : random.nextInt(least, most + 1);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(pick(LETTERS));
    }
    return text.toString();
  }

  private BigDecimal whole(Schema schema) {
    long least = schema.limit("minimum", 0).longValue();
    long most = schema.limit("maximum", 1000).longValue();
    return BigDecimal.valueOf(
        switch (random.nextInt(3)) {
          case 0 -> least;
          case 1 -> most;
          default -> random.nextLong(least, Math.min(most, least + 1000));
        });
  }

  private BigDecimal number(Schema schema) {
    var least = schema.limit("minimum", 0);
    var most = schema.limit("maximum", 1000);
    var part = BigDecimal.valueOf(random.nextInt(101), 2);
    return most.subtract(least).multiply(part).add(least);
  }

  /// @param value that fits, and is changed in place where it can be
  /// @return one that may not fit any more
  Object spoilt(Object value) {
    return switch (value) {
      case Map<?, ?> map when random.nextInt(8) > 0 -> spoiltObject(copy(map));
      case List<?> list when !list.isEmpty() && random.nextBoolean() -> {
        var copy = new ArrayList<Object>(list);
        copy.set(random.nextInt(copy.size()), junk());
        yield copy;
      }
      case null, default -> junk();
    };
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  private Map<String, Object> spoiltObject(Map<String, Object> map) {
    if (map.isEmpty() || random.nextInt(6) == 0) {
      map.put(random.nextBoolean() ? pick(ODD) : "more", junk());
      return map;
    }
    var name = pick(List.copyOf(map.keySet()));
    if (random.nextInt(4) == 0) {
      map.remove(name);
    } else {
      map.put(name, spoilt(map.get(name)));
    }
    return map;
  }

  private Object junk() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2, 3 -> new BigDecimal(pick(NUMBERS));
      case 4 -> List.of();
      case 5 -> Map.of();
      case 6 -> nested(random.nextInt(5) == 0 ? 300 : random.nextInt(20));
      default -> pick(ODD);
    };
  }

  private Object nested(int depth) {
    Object inner = "deep";
    for (int i = 0; i < depth; i++) {
      inner = random.nextBoolean() ? List.of(inner) : Map.of("in", inner);
    }
    return inner;
  }
}
