package nightjar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nightjar.base.WeekTimes;
import nightjar.camera.SourceConfig;
import nightjar.config.Settings.RecordSettings;
import nightjar.config.Settings.SubSettings;
import nightjar.encode.EncodeSettings;
import nightjar.record.Limits;
import nightjar.record.RecordConfig;
import nightjar.record.RecordMode;
import nightjar.record.store.StoreConfig;
import nightjar.record.store.StoreConfig.Free;
import nightjar.stream.Stream;

/// What is recorded of a camera, and how much is kept of all.
final class RecordReading {
  private static final Duration YEARS = Duration.ofDays(3660);
  private static final Duration SLOW_DISK = Duration.ofSeconds(5);
  private static final Duration LEAST_GOP = Duration.ofSeconds(2);
  private static final int CODED_BITRATE = 4_000_000; // of cameras that do not say

  private RecordReading() {}

  /// @param file of the settings, beside which folders are looked for
  static RecordSettings read(Section record, Path file) {
    boolean placed = record.has("folder");
    var folder = file.resolveSibling(record.take("folder", Values::path, "footage"));
    var limits = new Limits(record.take("sync", RecordReading::sync, "2s"));
    var keep = record.section("keep");
    long bytes = keep.take("bytes", RecordReading::sizeOrNone, "0");
    var free = keep.take("free", RecordReading::free, "10%");
    var quiet = keep.take("quiet", RecordReading::timeOrForever, "14d");
    var events = keep.take("events", RecordReading::timeOrForever, "60d");
    keep.rejectUnknown();
    record.rejectUnknown();
    return new RecordSettings(
        placed ? Optional.of(folder) : Optional.empty(),
        limits,
        new StoreConfig(bytes, free, quiet, events, Optional.empty()));
  }

  private static Duration sync(String text) {
    return Values.duration(Duration.ofMillis(500), Duration.ofMinutes(1)).parse(text);
  }

  private static long sizeOrNone(String text) {
    try {
      return text.equals("0") ? 0 : Values.size(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or 0 for no limit but the disk's", e);
    }
  }

  private static Free free(String text) {
    if (text.matches("\\d{1,2}%") && Integer.parseInt(text.replace("%", "")) <= 90) {
      return new Free.Percent(Integer.parseInt(text.replace("%", "")));
    }
    try {
      return new Free.Bytes(Values.size(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("0% to 90% of the disk, or " + e.getMessage(), e);
    }
  }

  private static Duration timeOrForever(String text) {
    try {
      return text.equals("forever")
          ? Duration.ZERO
          : Values.duration(Duration.ofHours(1), YEARS).parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or forever", e);
    }
  }

  static RecordConfig camera(Section record, boolean hasSub) {
    var mode = record.take("mode", Values.word(RecordMode.class), "events");
    var before =
        record.take("before", Values.duration(Duration.ZERO, RecordConfig.MOST_BEFORE), "5s");
    var after =
        record.take("after", Values.duration(Duration.ZERO, RecordConfig.MOST_AFTER), "10s");
    var config = new RecordConfig(mode, schedule(record.section("schedule")), before, after);
    if (config.uses(RecordMode.DUAL) && !hasSub) {
      record.problem(
          "mode",
          "dual records a camera's smaller stream too, and this camera has none: set sub, or another mode");
    }
    record.rejectUnknown();
    return config;
  }

  private static Map<RecordMode, WeekTimes> schedule(Section schedule) {
    var windows = new EnumMap<RecordMode, WeekTimes>(RecordMode.class);
    for (var mode : RecordMode.values()) {
      var times = schedule.take(mode.word(), RecordReading::windows, "never");
      if (!times.equals(WeekTimes.NONE)) {
        windows.put(mode, times);
      }
    }
    schedule.rejectUnknown();
    return windows;
  }

  private static WeekTimes windows(String text) {
    return text.equals("never") ? WeekTimes.NONE : WeekTimes.parse(text);
  }

  static SubSettings enough(SubSettings sub, RecordConfig record) {
    return record.uses(RecordMode.DUAL)
        ? new SubSettings(
            sub.scale(),
            sub.aim(),
            enough(sub.keep(), record, sub.aim().set().gop(), sub.aim().set().bitrate()))
        : sub;
  }

  static Stream.Bounds enough(
      Stream.Bounds keep, RecordConfig record, EncodeSettings main, SourceConfig source) {
    int bitrate = source.isCoded() ? CODED_BITRATE : main.bitrate();
    return record.records() ? enough(keep, record, main.gop(), bitrate) : keep;
  }

  /// What a stream keeps so that there is something to look back at, and a slow disk loses nothing
  /// at once.
  private static Stream.Bounds enough(
      Stream.Bounds keep, RecordConfig record, Duration setGop, double bitrate) {
    var gop = longer(setGop, LEAST_GOP);
    var lasting = longer(keep.lasting(), record.before().plus(gop).plus(SLOW_DISK));
    long bytes = (long) (lasting.plus(gop).toMillis() / 1e3 * bitrate / 8 * 1.25);
    return new Stream.Bounds(Math.max(keep.bytes(), bytes), lasting);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
