package nightjar.alert.webhook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.alert.Alert;
import nightjar.alert.Channel.Content;
import nightjar.alert.Message;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// A text of the user's own with gaps such as `{{title}}`. It holds no code: names only.
public final class Template {
  private static final int LONGEST = 8192; // characters
  private static final Pattern GAP = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Alert SAMPLE =
      new Alert(1, 1, "", Alert.Kind.TEST, "", "", "", List.of(), "", "", false);

  private final String text;
  private final boolean json;

  private Template(String text, boolean json) {
    this.text = text;
    this.json = json;
  }

  /// @param type of what it makes: in JSON, values are escaped as they are inside of quotes
  /// @throws IllegalArgumentException whose message says what would be right
  public static Template of(String text, String type) {
    var template = new Template(text, isJson(type));
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a text of 1 to " + LONGEST + " characters");
    }
    var names = values(SAMPLE, "").keySet();
    GAP.matcher(text).results().forEach(gap -> checkName(gap.group(1).strip(), names));
    if (template.json) {
      template.checkJson();
    }
    return template;
  }

  private static boolean isJson(String type) {
    return type.startsWith(WebhookConfig.JSON) || type.split(";", -1)[0].endsWith("+json");
  }

  private static void checkName(String name, Set<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "a text without {{%s}}; there are %s".formatted(name, String.join(", ", known)));
    }
  }

  private void checkJson() {
    try {
      JsonObject.parse(filled(SAMPLE, ""));
    } catch (BadJsonException e) {
      throw new IllegalArgumentException(
          "a JSON object once its gaps are filled, such as {\"say\": \"{{title}}\", \"at\": {{at}}}",
          e);
    }
  }

  String filled(Alert alert, Content content) {
    return filled(alert, content.address());
  }

  private String filled(Alert alert, String address) {
    var values = values(alert, address);
    return GAP.matcher(text)
        .replaceAll((MatchResult gap) -> Matcher.quoteReplacement(value(values, gap.group(1))));
  }

  private String value(Map<String, String> values, String name) {
    var value = values.getOrDefault(name.strip(), "");
    if (!json) {
      return value;
    }
    var quoted = Json.text(Json.object("v", value)); // {"v":"..."}
    return quoted.substring(quoted.indexOf(':') + 2, quoted.length() - 2);
  }

  private static Map<String, String> values(Alert alert, String address) {
    var values = new TreeMap<String, String>();
    Message.of(alert, address).forEach((name, value) -> values.put(name, words(value)));
    values.put("number", Long.toString(alert.id()));
    return values;
  }

  private static String words(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }
}
