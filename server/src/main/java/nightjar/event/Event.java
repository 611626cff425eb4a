package nightjar.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What happened, and why we think so. Times are microseconds since 1970.
///
/// @param settings of motion that were in force, as JSON says them
/// @param samples in order
/// @param ended for people; empty while it lasts
public record Event(
    Summary summary,
    long confirmed,
    Map<String, Object> settings,
    List<Sample> samples,
    List<Track> tracks,
    Heat heat,
    double noise,
    double gain,
    String ended) {
  /// How an event stands.
  public enum Standing {
    LASTING,
    OVER,
    /// The program ended before it did.
    INTERRUPTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The short of it.
  ///
  /// @param end 0 while it lasts
  /// @param score peak, in multiples of the threshold
  /// @param area largest share of the picture
  /// @param zones in the order they were entered
  /// @param from side that the main thing came from: left, right, top, bottom or inside
  /// @param why one sentence for people
  /// @param pictures there are
  public record Summary(
      String id,
      String camera,
      long start,
      long end,
      Standing standing,
      double score,
      double area,
      List<String> zones,
      String from,
      String to,
      String why,
      int pictures) {
    public Summary {
      zones = List.copyOf(zones);
    }

    Summary withPictures(int there) {
      return new Summary(
          id, camera, start, end, standing, score, area, zones, from, to, why, there);
    }
  }

  /// One moment of it.
  public record Sample(long at, double score, double area, String guard, String state) {}

  /// Where something was, by the middle of its box.
  public record Point(long at, double x, double y) {}

  /// In parts of the picture, from its upper left.
  public record Box(double x, double y, double width, double height) {
    double area() {
      return width * height;
    }
  }

  /// The way of one thing.
  ///
  /// @param box its largest
  /// @param zones in the order they were entered
  public record Track(
      long id,
      long first,
      long last,
      List<Point> path,
      Box box,
      List<String> zones,
      String from,
      String to) {
    public Track {
      path = List.copyOf(path);
      zones = List.copyOf(zones);
    }
  }

  /// The highest score of each block; none when there are no columns.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Heat(int columns, int rows, byte[] scores) {
    static final Heat NONE = new Heat(0, 0, new byte[0]);
  }

  public Event {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings)); // in its order
    samples = List.copyOf(samples);
    tracks = List.copyOf(tracks);
  }

  Event with(Summary other) {
    return new Event(other, confirmed, settings, samples, tracks, heat, noise, gain, ended);
  }
}
