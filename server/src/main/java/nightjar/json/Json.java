package nightjar.json;

import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON.
public final class Json {
  // Null and an empty list are said: neither is the same as nothing.
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .jsonStream(JsonStream.builder().serializeNulls(true).serializeEmpty(true).build())
          .build();

  private Json() {}

  /// @param namesAndValues in turn; values are strings, numbers, booleans, lists, maps or null
  @SuppressWarnings("NullAway") // a value may be null for the writer alone
  public static Map<String, Object> object(@Nullable Object... namesAndValues) {
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
