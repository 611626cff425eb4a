package nightjar.base;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When something is so, such as a camera off by itself: windows of a week, in local wall time.
///
/// What a clock on the wall shows decides, and nothing else. So an hour that a change to summer
/// time leaves out is not there to be in, and one that comes twice is in both times.
public record WeekTimes(List<Window> windows) {
  /// Never.
  public static final WeekTimes NONE = new WeekTimes(List.of());

  private static final String RIGHT =
      "days and times, such as \"Mon-Fri 07:00-17:30, Sat,Sun 09:00-12:00\" or \"daily 22:00-06:00\"";
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final int LONGEST = 1000; // letters
  private static final int AHEAD = 15; // days: one that a change of time leaves out is not the last

  private static final String DAY = "(?:" + String.join("|", DAYS) + ")";
  private static final String SPAN = DAY + "(?:-" + DAY + ")?";
  private static final String TIME = "(\\d\\d):(\\d\\d)";
  private static final Pattern WINDOW =
      Pattern.compile("(daily|%s(?:, ?%s)*) %s-%s".formatted(SPAN, SPAN, TIME, TIME));
  private static final Pattern BETWEEN = Pattern.compile(" *[,;] *");

  /// One window on some days. One that ends no later than it begins goes on over midnight, and
  /// belongs to the day it begins on.
  ///
  /// @param from minutes since midnight
  /// @param to likewise; 1440 is the end of the day
  public record Window(Set<DayOfWeek> days, int from, int to) {
    private static final int MINUTES = 24 * 60;

    public Window {
      if (days.isEmpty() || from < 0 || from >= MINUTES || to < 0 || to > MINUTES || from == to) {
        throw new IllegalArgumentException("not a window of a day: " + from + " to " + to);
      }
      days = Set.copyOf(days);
    }

    private boolean holds(LocalDateTime local) {
      int minute = local.getHour() * 60 + local.getMinute();
      var today = local.getDayOfWeek();
      if (from < to) {
        return days.contains(today) && minute >= from && minute < to;
      }
      return (days.contains(today) && minute >= from)
          || (days.contains(today.minus(1)) && minute < to);
    }
  }

  public WeekTimes {
    windows = List.copyOf(windows);
  }

  /// @throws IllegalArgumentException whose message says what would be right
  public static WeekTimes parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(RIGHT);
    }
    var windows = new ArrayList<Window>();
    var next = WINDOW.matcher(text);
    int at = 0;
    while (true) {
      if (!next.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException(RIGHT);
      }
      windows.add(window(next));
      at = next.end();
      if (at == text.length()) {
        return new WeekTimes(windows);
      }
      var between = BETWEEN.matcher(text).region(at, text.length());
      if (!between.lookingAt()) {
        throw new IllegalArgumentException(RIGHT);
      }
      at = between.end();
    }
  }

  private static Window window(Matcher found) {
    int from = minutes(found.group(2), found.group(3));
    int to = minutes(found.group(4), found.group(5));
    if (from == 24 * 60) {
      throw new IllegalArgumentException(RIGHT + "; a window begins at 23:59 at the latest");
    }
    if (from == to) {
      throw new IllegalArgumentException(RIGHT + "; a whole day is 00:00-24:00");
    }
    return new Window(days(found.group(1)), from, to);
  }

  private static int minutes(String hours, String minutes) {
    int all = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    if (Integer.parseInt(minutes) > 59 || all > 24 * 60) {
      throw new IllegalArgumentException(
          RIGHT + "; %s:%s is no time of a day".formatted(hours, minutes));
    }
    return all;
  }

  private static Set<DayOfWeek> days(String text) {
    if (text.equals("daily")) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var span : text.split(", ?", -1)) {
      var first = day(span.substring(0, 3));
      var last = day(span.substring(span.length() - 3));
      for (var day = first; day != last; day = day.plus(1)) {
        days.add(day);
      }
      days.add(last);
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(DAYS.indexOf(name) + 1);
  }

  public boolean holds(ZonedDateTime when) {
    return holds(when.toLocalDateTime());
  }

  private boolean holds(LocalDateTime local) {
    return windows.stream().anyMatch(w -> w.holds(local));
  }

  /// The first moment after this one at which it is otherwise; empty when that never comes.
  public Optional<ZonedDateTime> nextChange(ZonedDateTime now) {
    boolean holds = holds(now);
    return windows.isEmpty()
        ? Optional.empty()
        : moments(now).stream()
            .filter(m -> m.isAfter(now) && holds(m) != holds)
            .sorted()
            .findFirst();
  }

  /// Every moment of the coming days at which something may change.
  private List<ZonedDateTime> moments(ZonedDateTime now) {
    var moments = new ArrayList<ZonedDateTime>();
    var zone = now.getZone();
    for (int i = 0; i <= AHEAD; i++) {
      var midnight = now.toLocalDate().plusDays(i).atTime(LocalTime.MIN);
      for (var window : windows) {
        addAll(midnight.plusMinutes(window.from), zone, moments);
        addAll(midnight.plusMinutes(window.to), zone, moments);
      }
    }
    var end = now.plusDays(AHEAD).toInstant();
    ZoneOffsetTransition jump = zone.getRules().nextTransition(now.toInstant());
    while (jump != null && jump.getInstant().isBefore(end)) {
      moments.add(jump.getInstant().atZone(zone));
      jump = zone.getRules().nextTransition(jump.getInstant());
    }
    return moments;
  }

  /// None for a time that is left out, two for one that comes twice.
  private static void addAll(LocalDateTime local, ZoneId zone, List<ZonedDateTime> to) {
    for (var offset : zone.getRules().getValidOffsets(local)) {
      to.add(ZonedDateTime.ofInstant(local, offset, zone));
    }
  }
}
