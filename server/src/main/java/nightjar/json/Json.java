package nightjar.json;

import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes JSON.
public final class Json {
  // An empty list is said: it is not the same as none.
  static final JsonMapper MAPPER =
      JsonMapper.builder().jsonStream(JsonStream.builder().serializeEmpty(true).build()).build();

  private Json() {}

  /// @param namesAndValues in turn; values are strings, numbers, booleans, lists or maps
  public static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  public static String text(Map<String, Object> object) {
    return MAPPER.toJson(object);
  }
}
