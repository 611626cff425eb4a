package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One request made for an operation, nearly always wrong in some way.
///
/// @param operation that it was made for; empty when so much is wrong that it may be any
/// @param head method and target, and header lines
record Asked(Optional<OpenApi.Operation> operation, String head, byte[] body) {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW");

  private static final List<String> TARGETS =
      List.of(
          "%s/",
          "%s//",
          "/%s",
          "%s%%00",
          "%s;a=b",
          "%s/..",
          "%s%%2f..",
          "%s?",
          "%s?a=%%zz",
          "%s#a",
          "%s.",
          "%s%%c3%%28",
          "/.%s",
          "%s/%%2e",
          "%s\u00ff",
          "%s?limit=0",
          "%s?limit=a&before=-1",
          "%s?before=99999999999999999999",
          "%s?limit=&limit",
          "%s/a/b/c",
          "%s?{|}",
          "%s?\"");

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=a",
          "application/json; charset=utf-16",
          "application/jsonp",
          "APPLICATION/JSON;charset=\"UTF-8\"",
          "\u00ff/\u00ff",
          "");

  private static final List<String> HEADERS =
      List.of(
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-origin",
          "Origin: null",
          "Origin: http://evil.example",
          "Authorization: Bearer njt_" + "A".repeat(43),
          "Authorization: Bearer",
          "Authorization: Basic YTpi",
          "Authorization: Bearer " + "\u00ff".repeat(2_000),
          "Cookie: nightjar=" + "A".repeat(43),
          "Cookie: nightjar=\"\u00ff",
          "Cookie: nightjar=a; nightjar=b; nightjar-device=c",
          "Cookie: nightjar-device=" + "B".repeat(3_000),
          "Host: evil.example",
          "Host: 127.0.0.1",
          "Accept: text/html",
          "Accept-Encoding: gzip",
          "X-Forwarded-For: 10.0.0.1",
          "X-Forwarded-Proto: https",
          "X-HTTP-Method-Override: DELETE",
          "Content-Encoding: gzip",
          "If-None-Match: *",
          "User-Agent: " + "\u00ff\u0001".repeat(300),
          "X: " + "y".repeat(9_000));

  /// Text that is no JSON object, or not one alone.
  private static final List<String> TEXTS =
      List.of(
          "[]",
          "null",
          "\"a\"",
          "1",
          "{",
          "{\"a\":",
          "{\"user\":\"a\",\"user\":\"b\"}",
          "{}{}",
          "{} x",
          "\ufeff{}",
          "{'a':1}",
          "{\"a\":1,}",
          "{\"a\":01}",
          "{\"a\":NaN}",
          "{\"a\":\"\\ud800\"}",
          "{\"a\":\"\\u00",
          "{\"a\":\"\u0001\"}",
          "/* */{}",
          "[".repeat(9_000),
          "{\"a\":".repeat(5_000),
          "{\"code\":\"" + "x".repeat(33_000) + "\"}");

  /// Makes them.
  static final class Making {
    private final Random random;
    private final Samples samples;
    private final int port;

    Making(Random random, Samples samples, int port) {
      this.random = random;
      this.samples = samples;
      this.port = port;
    }

    private boolean once(int in) {
      return random.nextInt(in) == 0;
    }

    /// @param who header lines that show who asks
    Asked about(OpenApi.Operation operation, String who) {
      var target = new StringBuilder(target(operation));
      var method = operation.method();
      boolean any = false;
      if (once(12)) {
        method = samples.pick(METHODS);
        any = true;
      }
      if (once(10)) {
        var changed = samples.pick(TARGETS).formatted(target);
        target.setLength(0);
        target.append(once(20) ? "/" + "a/".repeat(5_000) : changed);
        any = true;
      }
      var lines = new ArrayList<String>();
      lines.add(method + " " + target);
      lines.add(once(5) ? underName(who) : who);
      if (once(8)) {
        lines.add(samples.pick(HEADERS));
      }
      if (operation.statuses().contains("101") && once(3)) {
        RawWebSocket.UPGRADE.lines().skip(1).forEach(lines::add);
      }
      byte[] body = operation.body().map(this::body).orElseGet(this::unwanted);
      if (body.length > 0) {
        lines.add("Content-Type: " + (once(12) ? samples.pick(TYPES) : "application/json"));
        lines.add("Content-Length: " + body.length);
      } else if (!method.equals("GET") && once(2)) {
        lines.add("Content-Length: 0");
      }
      var head = String.join("\n", lines);
      return new Asked(any ? Optional.empty() : Optional.of(operation), head, body);
    }

    /// As who opened the page by its name, which passkeys need.
    private String underName(String who) {
      return "Host: localhost:"
          + port
          + "\n"
          + who.replace("http://127.0.0.1:", "http://localhost:");
    }

    private String target(OpenApi.Operation operation) {
      var target = operation.path();
      var query = new ArrayList<String>();
      for (var parameter : operation.parameters()) {
        var name = parameter.text("name");
        var value = String.valueOf(samples.fitting(new Schema(parameter.at("schema"))));
        if (parameter.text("in").equals("path")) {
          target = target.replace("{" + name + "}", value);
        } else if (once(2)) {
          query.add(name + "=" + value);
        }
      }
      return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    private byte[] body(Schema schema) {
      var value = samples.fitting(schema);
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> json(value);
        case 3, 4, 5 -> json(samples.spoilt(value));
        case 6 -> json(samples.spoilt(samples.spoilt(value)));
        case 7 -> samples.pick(TEXTS).getBytes(UTF_8);
        case 8 -> damaged(json(value));
        default -> once(2) ? new byte[0] : json(value);
      };
    }

    private static byte[] json(Object value) {
      return StrictJson.text(value).getBytes(UTF_8);
    }

    private byte[] damaged(byte[] bytes) {
      for (int left = random.nextInt(1, 4); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      return bytes;
    }

    private byte[] unwanted() {
      return once(10) ? samples.pick(TEXTS).getBytes(UTF_8) : new byte[0];
    }
  }
}
