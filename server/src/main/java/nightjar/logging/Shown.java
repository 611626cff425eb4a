package nightjar.logging;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Text from anywhere as a part of one line: what would end the line, move the cursor, or turn the
/// direction of writing is shown by its number.
final class Shown {
  private Shown() {}

  static String of(String text) {
    if (text.codePoints().allMatch(Shown::isShown)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append("\\u{%x}".formatted(c));
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// As the JDK prints it, but for messages of exceptions, which may quote what came from outside.
  static void trace(Throwable thrown, StringBuilder to) {
    trace("", "", thrown, to, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void trace(
      String indent, String caption, Throwable thrown, StringBuilder to, Set<Throwable> told) {
    to.append(indent).append(caption).append(of(thrown.toString())).append('\n');
    if (!told.add(thrown)) {
      return;
    }
    for (var element : thrown.getStackTrace()) {
      to.append(indent).append("\tat ").append(element).append('\n');
    }
    for (var suppressed : thrown.getSuppressed()) {
      trace(indent + "\t", "Suppressed: ", suppressed, to, told);
    }
    var cause = thrown.getCause();
    if (cause != null) {
      trace(indent, "Caused by: ", cause, to, told);
    }
  }
}
