package nightjar.alert.ntfy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.alert.webhook.Receiver;
import nightjar.alert.webhook.Receiver.Asked;
import nightjar.alert.webhook.Receiver.Behaviour;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;

/// Not ntfy: a test double that takes what https://docs.ntfy.sh/publish/ documents, and refuses the
/// rest with 400 and says why.
final class NtfyDouble implements AutoCloseable {
  private static final Pattern TOPIC = Pattern.compile("/[-_A-Za-z0-9]{1,64}");
  private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");
  private static final int LONGEST = 4096; // bytes of a message

  private final Receiver server;
  final List<Published> published = new CopyOnWriteArrayList<>();
  final List<String> refused = new CopyOnWriteArrayList<>();

  /// Who may publish: the value of the header; empty for anybody.
  volatile String authorization = "";

  /// A server without attachment-cache-dir answers 400 to any.
  volatile boolean attachments = true;

  /// As a subscriber gets it.
  record Published(
      String topic,
      String title,
      String message,
      int priority,
      List<String> tags,
      String click,
      List<JsonObject> actions,
      String sequence,
      String filename,
      List<Byte> attachment) {}

  NtfyDouble() throws IOException {
    server = new Receiver((asked, _) -> Behaviour.status(status(asked)));
  }

  String address() {
    return server.address();
  }

  private int status(Asked asked) {
    if (!authorization.isEmpty() && !authorization.equals(asked.header("Authorization"))) {
      return 403;
    }
    try {
      published.add(read(asked));
      return 200;
    } catch (IllegalArgumentException | BadJsonException e) {
      refused.add(String.valueOf(e.getMessage()));
      return 400;
    }
  }

  private Published read(Asked asked) throws BadJsonException {
    var line = asked.line().split(" ", -1);
    var path = line[1];
    require(TOPIC.matcher(path).matches(), "a topic");
    require(Set.of("PUT", "POST").contains(line[0]), "PUT or POST");
    var filename = header(asked, "Filename");
    boolean attached = !filename.isEmpty();
    require(!attached || attachments, "attachments not allowed");
    var message = attached ? header(asked, "Message") : asked.body();
    require(message.getBytes(UTF_8).length <= LONGEST, "at most 4096 bytes of message");
    int priority = Integer.parseInt(header(asked, "Priority"));
    require(priority >= 1 && priority <= 5, "a priority from 1 to 5");
    var sequence = header(asked, "X-Sequence-ID");
    require(sequence.matches("[-_A-Za-z0-9]{1,64}"), "a sequence ID as a topic is");
    return new Published(
        path.substring(1),
        header(asked, "Title"),
        message,
        priority,
        List.of(header(asked, "Tags").split(",", -1)),
        header(asked, "Click"),
        actions(header(asked, "Actions")),
        sequence,
        filename,
        attached ? bytes(asked.bytes()) : List.of());
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("must be " + what);
    }
  }

  /// ASCII, or RFC 2047's words.
  private static String header(Asked asked, String name) {
    var raw = asked.header(name);
    require(raw.chars().allMatch(c -> c >= ' ' && c < 127), "ASCII in " + name);
    return WORD.matcher(raw).replaceAll(m -> Matcher.quoteReplacement(decoded(m.group(1))));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  /// The JSON form: at most three, each with action, label and url; `http` with method, headers,
  /// body and clear.
  private static List<JsonObject> actions(String text) throws BadJsonException {
    if (text.isEmpty()) {
      return List.of();
    }
    var actions = JsonObject.parse("{\"all\":" + text + "}").objects("all");
    require(actions.size() <= 3, "at most three actions");
    for (var action : actions) {
      require(!action.string("label").isEmpty(), "a label");
      require(action.string("url").matches("https?://\\S+"), "a url");
      switch (action.string("action")) {
        case "view" -> action.only("action", "label", "url", "clear");
        case "http" -> {
          action.only("action", "label", "url", "method", "headers", "body", "clear");
          require(Set.of("GET", "POST", "PUT").contains(action.string("method")), "a method");
          for (var value : action.object("headers").fields().values()) {
            require(value instanceof String, "a text for each header");
          }
        }
        default -> throw new IllegalArgumentException("must be view or http");
      }
    }
    return actions;
  }

  static List<Byte> bytes(byte[] bytes) {
    var list = new ArrayList<Byte>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }

  static Map<String, Object> headers(JsonObject action) throws BadJsonException {
    return action.object("headers").fields();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
