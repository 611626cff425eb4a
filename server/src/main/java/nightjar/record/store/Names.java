package nightjar.record.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import nightjar.record.file.Heading;

/// Where everything is within the store's folder.
final class Names {
  static final String MARKER = "store";
  static final String LOCK = "lock";
  static final String INDEX = "index.db";
  static final String BROKEN = "index.broken-"; // and a number
  static final String CHAIN = "chain"; // in a camera's folder
  static final String NOTES = "events"; // in a day's folder
  static final String KEEP = ".keep"; // behind a file's whole name
  static final String FOOTAGE = ".mp4";

  private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,30}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern TWO = Pattern.compile("\\d{2}");
  private static final Pattern FILE =
      Pattern.compile("\\d{6}Z-[A-Za-z0-9][A-Za-z0-9_-]{0,30}(\\.\\d+)?\\.mp4");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Names() {}

  /// The folder of a camera's day, in UTC.
  static Path day(String camera, long wall) {
    return Path.of(camera, DAY.format(instant(wall)));
  }

  /// @param take 1 unless the name is taken
  static String file(Heading heading, int take) {
    return "%sZ-%s%s%s"
        .formatted(
            TIME.format(instant(heading.wall())),
            heading.rendition(),
            take == 1 ? "" : "." + take,
            FOOTAGE);
  }

  static Path keep(Path file) {
    return file.resolveSibling(file.getFileName() + KEEP);
  }

  static boolean isCamera(String folder) {
    return CAMERA.matcher(folder).matches();
  }

  static boolean isYear(String folder) {
    return YEAR.matcher(folder).matches();
  }

  static boolean isMonthOrDay(String folder) {
    return TWO.matcher(folder).matches();
  }

  static boolean isFootage(String file) {
    return FILE.matcher(file).matches();
  }

  static boolean isKeep(String file) {
    return file.endsWith(KEEP) && isFootage(file.substring(0, file.length() - KEEP.length()));
  }

  private static Instant instant(long wall) {
    return Instant.ofEpochSecond(
        Math.floorDiv(wall, 1_000_000L), Math.floorMod(wall, 1_000_000L) * 1000);
  }
}
