package nightjar.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// What happened, and why we think so. Times are microseconds since 1970.
///
/// @param settings of motion that were in force, as JSON says them
/// @param samples in order
/// @param objects that were recognised, in the order they joined it
/// @param ended for people; empty while it lasts
public record Event(
    Summary summary,
    long confirmed,
    Map<String, Object> settings,
    List<Sample> samples,
    List<Track> tracks,
    List<Sighting> objects,
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
  /// @param notices in the order they were given
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
      Recognised recognised,
      List<Notice> notices,
      int pictures) {
    public Summary {
      zones = List.copyOf(zones);
      notices = List.copyOf(notices);
    }

    Summary withPictures(int there) {
      return new Summary(
          id,
          camera,
          start,
          end,
          standing,
          score,
          area,
          zones,
          from,
          to,
          why,
          recognised,
          notices,
          there);
    }

    Summary with(Recognised objects, String words) {
      return new Summary(
          id, camera, start, end, standing, score, area, zones, from, to, words, objects, notices,
          pictures);
    }

    Summary with(List<Notice> given) {
      return new Summary(
          id,
          camera,
          start,
          end,
          standing,
          score,
          area,
          zones,
          from,
          to,
          why,
          recognised,
          given,
          pictures);
    }
  }

  /// The short of its objects.
  ///
  /// @param kinds in the order they were seen
  /// @param count of objects
  /// @param portrait the surest object that has a picture
  public record Recognised(List<String> kinds, int count, OptionalLong portrait) {
    static final Recognised NOTHING = new Recognised(List.of(), 0, OptionalLong.empty());

    public Recognised {
      kinds = List.copyOf(kinds);
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

  /// Where an object was.
  public record Spot(long at, Box box) {}

  /// One object that was recognised.
  ///
  /// @param score of its kind, the best: 0 to 1
  /// @param box of that score
  /// @param zones in the order they were entered
  /// @param picture there is one of it
  public record Sighting(
      long id,
      String kind,
      double score,
      long first,
      long last,
      Box box,
      List<Spot> path,
      List<String> zones,
      boolean picture) {
    public Sighting {
      path = List.copyOf(path);
      zones = List.copyOf(zones);
    }

    Sighting withPicture(boolean there) {
      return new Sighting(id, kind, score, first, last, box, path, zones, there);
    }
  }

  /// What somebody's rule said of an object.
  ///
  /// @param rule its name
  /// @param text for people
  public record Notice(String rule, long at, long object, String text) {}

  /// The highest score of each block; none when there are no columns.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Heat(int columns, int rows, byte[] scores) {
    static final Heat NONE = new Heat(0, 0, new byte[0]);
  }

  public Event {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings)); // in its order
    samples = List.copyOf(samples);
    tracks = List.copyOf(tracks);
    objects = List.copyOf(objects);
  }

  Event with(Summary other, List<Sighting> others) {
    return new Event(other, confirmed, settings, samples, tracks, others, heat, noise, gain, ended);
  }
}
