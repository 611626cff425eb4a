package nightjar.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import nightjar.json.Json;

/// What a route answers.
///
/// @param headers beside those every answer has
record Answer(int status, String type, Map<String, String> headers, ByteBuffer body) {
  private static final Map<String, String> NOT_STORED = Map.of("Cache-Control", "no-store");

  static Answer json(Map<String, Object> object) {
    return of(200, "application/json", Json.text(object));
  }

  static Answer text(String type, String text) {
    return of(200, type, text);
  }

  /// @param problem one line for people, without anything of the program's inside
  static Answer problem(int status, String problem) {
    return of(status, "application/json", Json.text(Json.object("error", problem)));
  }

  private static Answer of(int status, String type, String text) {
    return new Answer(
        status, type, NOT_STORED, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
