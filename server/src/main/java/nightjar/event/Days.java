package nightjar.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Days that events belong to, and their files. A day is one of UTC.
final class Days {
  private static final long DAY = 86_400_000_000L; // microseconds
  private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.jsonl");

  private Days() {}

  static String of(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC)
        .toString();
  }

  /// Microseconds since 1970 at its end.
  static long end(String day) {
    return start(day) + DAY;
  }

  static long start(String day) {
    try {
      return LocalDate.parse(day).toEpochDay() * DAY;
    } catch (DateTimeException _) {
      return 0; // the 31st of February
    }
  }

  static Path file(Path folder, String day) {
    return folder.resolve(day + ".jsonl");
  }

  static Path picture(Path folder, EventId id, int number) {
    return folder.resolve(id.day()).resolve(id.text() + "." + number + ".jpg");
  }

  static Path portrait(Path folder, EventId id, long object) {
    return folder.resolve(id.day()).resolve(id.text() + ".o" + object + ".jpg");
  }

  /// Days that have a file, in order.
  static NavigableSet<String> in(Path folder) throws IOException {
    var days = new TreeSet<String>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder)) {
        for (var entry : entries) {
          var name = FILE.matcher(String.valueOf(entry.getFileName()));
          if (name.matches()) {
            days.add(name.group(1));
          }
        }
      }
    }
    return days;
  }
}
