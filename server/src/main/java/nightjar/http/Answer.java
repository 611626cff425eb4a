package nightjar.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.json.Json;
import nightjar.playback.Reel;
import org.jspecify.annotations.Nullable;

/// What a route answers.
///
/// @param headers beside those every answer has
/// @param cookies each a whole `Set-Cookie`
/// @param reel what is sent in place of the body, if there is one; closed when it was sent
record Answer(
    int status,
    String type,
    Map<String, String> headers,
    List<String> cookies,
    ByteBuffer body,
    @Nullable Reel reel) {
  private static final Map<String, String> NOT_STORED = Map.of("Cache-Control", "no-store");
  private static final String JSON = "application/json";

  Answer(int status, String type, Map<String, String> headers, ByteBuffer body) {
    this(status, type, headers, List.of(), body, null);
  }

  /// Whole, or the range of it that is asked for.
  static Answer reel(String type, Reel reel) {
    return new Answer(
        200, type, Map.of("Cache-Control", "no-cache"), List.of(), ByteBuffer.allocate(0), reel);
  }

  static Answer json(Map<String, Object> object) {
    return json(200, object);
  }

  static Answer json(int status, Map<String, Object> object) {
    return of(status, JSON, Json.text(object));
  }

  static Answer text(String type, String text) {
    return of(200, type, text);
  }

  /// A picture, or that there is none.
  static Answer jpeg(Optional<byte[]> picture) {
    return picture
        .map(bytes -> new Answer(200, "image/jpeg", NOT_STORED, ByteBuffer.wrap(bytes)))
        .orElseGet(() -> problem(404, "there is no such picture"));
  }

  /// Done, and nothing to say about it.
  static Answer done() {
    return new Answer(204, "", NOT_STORED, ByteBuffer.allocate(0));
  }

  /// @param problem one line for people, without anything of the program's inside
  static Answer problem(int status, String problem) {
    return json(status, Json.object("error", problem));
  }

  /// @param code for programs, such as `login`
  static Answer problem(int status, String code, String problem) {
    return json(status, Json.object("error", problem, "code", code));
  }

  Answer with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, more, cookies, body, reel);
  }

  /// @param more whole `Set-Cookie`s
  Answer withCookies(List<String> more) {
    var all = new ArrayList<>(cookies);
    all.addAll(more);
    return new Answer(status, type, headers, all, body, reel);
  }

  private static Answer of(int status, String type, String text) {
    return new Answer(
        status, type, NOT_STORED, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
