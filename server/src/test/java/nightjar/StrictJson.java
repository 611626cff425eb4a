package nightjar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// JSON as RFC 8259 has it and nothing else, so that what the server writes is not read back by the
/// library that wrote it. Numbers are BigDecimal.
final class StrictJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    var json = new StrictJson(text);
    var value = json.value();
    json.space();
    if (json.at != text.length()) {
      throw json.bad("more than one value");
    }
    return value;
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException(what + " at " + at + " of " + text);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(String word) {
    space();
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void need(String word) {
    if (!take(word)) {
      throw bad("no " + word);
    }
  }

  private Object value() {
    space();
    if (text.startsWith("\"", at)) {
      return string();
    }
    if (take("{")) {
      return object();
    }
    if (take("[")) {
      return list();
    }
    if (take("true")) {
      return true;
    }
    if (take("false")) {
      return false;
    }
    return take("null") ? null : number();
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    if (take("}")) {
      return object;
    }
    do {
      space();
      var name = string();
      need(":");
      if (object.containsKey(name)) {
        throw bad("twice " + name);
      }
      object.put(name, value());
    } while (take(","));
    need("}");
    return object;
  }

  private List<Object> list() {
    var list = new ArrayList<>();
    if (take("]")) {
      return list;
    }
    do {
      list.add(value());
    } while (take(","));
    need("]");
    return list;
  }

  private BigDecimal number() {
    var matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw bad("no value");
    }
    at = matcher.end();
    return new BigDecimal(matcher.group());
  }

  private String string() {
    need("\"");
    var string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw bad("a control character");
      }
      string.append(c == '\\' ? escaped(next()) : c);
    }
    return string.toString();
  }

  private char next() {
    if (at == text.length()) {
      throw bad("no end");
    }
    return text.charAt(at++);
  }

  private char escaped(char c) {
    if (c == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int which = "\"\\/bfnrt".indexOf(c);
    if (which < 0) {
      throw bad("an unknown escape");
    }
    return "\"\\/\b\f\n\r\t".charAt(which);
  }

  /// @param value of maps, lists, strings, numbers, booleans and null
  static String text(Object value) {
    var text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder to) {
    switch (value) {
      case Map<?, ?> map -> {
        to.append('{');
        map.forEach(
            (name, each) -> {
              write(name, to.append(to.charAt(to.length() - 1) == '{' ? "" : ","));
              write(each, to.append(':'));
            });
        to.append('}');
      }
      case List<?> list -> {
        to.append('[');
        for (int i = 0; i < list.size(); i++) {
          write(list.get(i), to.append(i == 0 ? "" : ","));
        }
        to.append(']');
      }
      case String string -> {
        to.append('"');
        string
            .chars()
            .forEach(
                c -> {
                  if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
                    to.append("\\u%04x".formatted(c));
                  } else {
                    to.append((char) c);
                  }
                });
        to.append('"');
      }
      case null -> to.append("null");
      default -> to.append(value);
    }
  }
}
