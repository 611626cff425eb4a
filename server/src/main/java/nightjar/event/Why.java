package nightjar.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nightjar.event.Event.Sighting;

/// What happened, in one sentence for people.
final class Why {
  private static final long TOGETHER =
      1_000_000; // microseconds: less may be one thing, lost and found
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private Why() {}

  /// @param objects that were recognised
  static String sentence(
      long micros,
      double score,
      List<String> zones,
      String from,
      String to,
      List<Sighting> objects) {
    var text = new StringBuilder();
    if (objects.isEmpty()) {
      text.append("Something moved").append(length(micros, " for ")).append(way(from, to));
    } else {
      text.append(subject(objects)).append(path(from, to)).append(length(micros, ", "));
    }
    if (!zones.isEmpty()) {
      text.append(", through ").append(String.join(", ", zones));
    }
    return text.append(String.format(Locale.ROOT, "; %.0f times as strong as need be.", score))
        .toString();
  }

  private static String length(long micros, String before) {
    long seconds = Math.round(micros / 1e6);
    if (seconds <= 0) {
      return "";
    }
    return before + (seconds < 120 ? seconds + " s" : seconds / 60 + " min");
  }

  private static String way(String from, String to) {
    boolean came = isSide(from);
    boolean went = isSide(to);
    if (came && went && from.equals(to)) {
      return ", came and went at the " + from;
    }
    return (came ? ", came from the " + from : "") + (went ? ", left at the " + to : "");
  }

  private static String path(String from, String to) {
    boolean came = isSide(from);
    boolean went = isSide(to);
    return came && went && !from.equals(to)
        ? ", from the " + from + " to the " + to
        : way(from, to);
  }

  private static boolean isSide(String side) {
    return !side.isEmpty() && !side.equals("inside");
  }

  /// Kinds of objects, in the order they were seen.
  static List<String> kinds(List<Sighting> objects) {
    var kinds = new LinkedHashSet<String>();
    objects.stream()
        .sorted(Comparator.comparingLong(Sighting::first))
        .forEach(one -> kinds.add(one.kind()));
    return List.copyOf(kinds);
  }

  private static String subject(List<Sighting> objects) {
    var parts = new ArrayList<String>();
    for (var kind : kinds(objects)) {
      parts.add(counted(kind, together(objects.stream().filter(o -> o.kind().equals(kind)))));
    }
    var last = parts.removeLast();
    var text = parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// As many as were there at one time: who comes back is not another.
  private static int together(Stream<Sighting> same) {
    var all = same.toList();
    int most = 1;
    for (var one : all) {
      long others =
          all.stream()
              .filter(o -> o.id() != one.id() && o.first() <= one.first())
              .filter(o -> Math.min(o.last(), one.last()) - one.first() >= TOGETHER)
              .count();
      most = Math.max(most, (int) others + 1);
    }
    return most;
  }

  private static String counted(String kind, int count) {
    if (count > 1) {
      var number = count < NUMBERS.size() ? NUMBERS.get(count) : Integer.toString(count);
      return number + " " + (kind.equals("person") ? "people" : kind + "s");
    }
    return (kind.matches("[aeiou].*") ? "an " : "a ") + kind;
  }
}
