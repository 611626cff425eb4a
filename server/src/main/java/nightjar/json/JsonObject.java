package nightjar.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object somebody sent, read field by field. What is missing or wrong is an exception that
/// names it.
public final class JsonObject {
  private static final int DEEPEST = 16;

  private final String path;
  private final Map<?, ?> fields;

  private JsonObject(String path, Map<?, ?> fields) {
    this.path = path;
    this.fields = fields;
  }

  public static JsonObject parse(String text) throws BadJsonException {
    refuseWhatTheParserTakes(text);
    var object = parsed(text);
    if (!isText(object)) {
      throw new BadJsonException("half a surrogate pair is not a character", null);
    }
    return new JsonObject("", object);
  }

  private static Map<?, ?> parsed(String text) throws BadJsonException {
    try {
      return Json.MAPPER.fromJsonObject(text);
    } catch (RuntimeException e) { // the parser throws several kinds, all meaning this
      throw new BadJsonException("not a JSON object", e);
    }
  }

  /// The parser takes escapes that are no characters, which nothing could write again.
  private static boolean isText(@Nullable Object value) {
    return switch (value) {
      case String text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
      case Map<?, ?> map ->
          map.entrySet().stream().allMatch(e -> isText(e.getKey()) && isText(e.getValue()));
      case List<?> list -> list.stream().allMatch(JsonObject::isText);
      case null, default -> true;
    };
  }

  /// The parser calls itself for each level, and takes anything after the object.
  private static void refuseWhatTheParserTakes(String text) throws BadJsonException {
    int depth = 0;
    boolean quoted = false;
    boolean ended = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ended && c > ' ') {
        throw new BadJsonException("more than one JSON object", null);
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
        ended = depth == 0;
      }
      if (depth > DEEPEST) {
        throw new BadJsonException("nested more than " + DEEPEST + " deep", null);
      }
    }
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  /// It is there, and null.
  public boolean isNull(String name) {
    return fields.containsKey(name) && fields.get(name) == null;
  }

  /// Refuses fields of any other name.
  public void only(String... names) throws BadJsonException {
    var known = Set.of(names);
    for (var name : fields.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        throw unknown(String.valueOf(name));
      }
    }
  }

  /// Says it again only if it can be shown.
  private BadJsonException unknown(String name) {
    return name.matches("[A-Za-z0-9_-]{1,40}")
        ? wrong(name, "is not known here")
        : new BadJsonException("there is a field that is not known here", null);
  }

  public String string(String name) throws BadJsonException {
    return require(name, String.class, "a string");
  }

  public boolean bool(String name) throws BadJsonException {
    return require(name, Boolean.class, "true or false");
  }

  public double number(String name, double least, double most) throws BadJsonException {
    double value = require(name, Number.class, "a number").doubleValue();
    if (!(value >= least && value <= most)) {
      throw wrong(name, "must be " + words(least) + " to " + words(most) + ", not " + words(value));
    }
    return value;
  }

  /// The same, without a fraction.
  public int whole(String name, int least, int most) throws BadJsonException {
    double value = number(name, least, most);
    if (value != Math.rint(value)) {
      throw wrong(name, "must be a whole number");
    }
    return (int) value;
  }

  private static String words(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) <= 1e15;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  public JsonObject object(String name) throws BadJsonException {
    return new JsonObject(path + name + ".", require(name, Map.class, "an object"));
  }

  public List<JsonObject> objects(String name) throws BadJsonException {
    var items = require(name, List.class, "a list");
    for (var item : items) {
      if (!(item instanceof Map)) {
        throw wrong(name, "must be a list of objects");
      }
    }
    return ((List<?>) items)
        .stream().map(item -> new JsonObject(path + name + ".", (Map<?, ?>) item)).toList();
  }

  public List<String> strings(String name) throws BadJsonException {
    var items = require(name, List.class, "a list");
    for (var item : items) {
      if (!(item instanceof String)) {
        throw wrong(name, "must be a list of strings");
      }
    }
    return ((List<?>) items).stream().map(String.class::cast).toList();
  }

  /// A list of lists of as many numbers each, all finite.
  public List<List<Double>> rows(String name, int length) throws BadJsonException {
    var rows = new ArrayList<List<Double>>();
    for (var item : require(name, List.class, "a list")) {
      var row = new ArrayList<Double>();
      for (var one : item instanceof List<?> list ? list : List.of()) {
        if (one instanceof Number number && Double.isFinite(number.doubleValue())) {
          row.add(number.doubleValue());
        }
      }
      if (row.size() != length || ((List<?>) item).size() != length) {
        throw wrong(name, "must be a list of lists of " + length + " numbers");
      }
      rows.add(row);
    }
    return rows;
  }

  /// A list of as many numbers, all finite.
  public List<Double> numbers(String name, int length) throws BadJsonException {
    var numbers = new ArrayList<Double>();
    for (var item : require(name, List.class, "a list")) {
      if (item instanceof Number number && Double.isFinite(number.doubleValue())) {
        numbers.add(number.doubleValue());
      }
    }
    if (numbers.size() != length || require(name, List.class, "a list").size() != length) {
      throw wrong(name, "must be a list of " + length + " numbers");
    }
    return numbers;
  }

  /// All that it holds, as it came, to be passed on.
  public Map<String, Object> fields() {
    var copy = new LinkedHashMap<String, Object>();
    fields.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  private <T> T require(String name, Class<T> kind, String words) throws BadJsonException {
    var value = fields.get(name);
    if (value == null) {
      throw wrong(name, isNull(name) ? "must be " + words + ", not null" : "is missing");
    }
    if (!kind.isInstance(value)) {
      throw wrong(name, "must be " + words);
    }
    return kind.cast(value);
  }

  /// @param how a field of this object is wrong, such as `must be a word`
  public BadJsonException wrong(String name, String how) {
    return BadJsonException.field(path + name, how);
  }
}
