package nightjar.playback;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.record.store.Footage;
import nightjar.record.store.Store;

/// Shows footage. All times are wall time in microseconds since 1970.
public final class Playback {
  /// Of a video.
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /// Files of a video, which are held open while it is sent.
  public static final int MOST_FILES = 64;

  private static final long LATE = 3_000_000; // a camera that shows the same says so this seldom

  private final Store store;
  private final Films films = new Films();
  private final Stills stills = new Stills();

  public Playback(Store store) {
    this.store = store;
  }

  Films films() {
    return films;
  }

  /// What there is within a span.
  public Timeline timeline(String camera, long from, long to, int buckets) throws IOException {
    var timeline = new Timeline(from, to, buckets);
    store.each(camera, Optional.empty(), from, to, timeline::add);
    return timeline;
  }

  /// The span as video, from the IDR at or before its start; at most [#LONGEST] of it and
  /// [#MOST_FILES] files.
  ///
  /// @param rendition empty for the best there is at each moment
  /// @param origin wall time that is 0 in the video, at or before `from`; empty for that of its
  ///   first picture
  /// @return empty where there is no footage
  /// @throws TooMuchException it would take more files
  public Optional<Video> video(
      String camera, Optional<String> rendition, long from, long to, OptionalLong origin)
      throws IOException, TooMuchException {
    var found = store.find(camera, rendition, from, to);
    TooMuchException.unlessAtMost(MOST_FILES, found);
    var open = OpenFilms.of(found, films);
    try {
      var takes =
          rendition.isPresent()
              ? Take.of(open.films(), from, to)
              : Take.best(open.films(), from, to);
      if (takes.isEmpty()) {
        open.close();
        return Optional.empty();
      }
      return Optional.of(Video.of(takes, origin.orElse(first(takes)), open));
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static long first(List<Take> takes) {
    return takes.stream().mapToLong(Take::start).min().orElseThrow();
  }

  /// The picture at a time; without `exact` one near it that costs less.
  ///
  /// @param width of the JPEG at most
  /// @return empty where there is no footage
  public Optional<Still> still(String camera, long at, int width, boolean exact)
      throws IOException, InterruptedException, BusyException {
    var found = at(camera, at);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      var thumbnail =
          exact || width > Stills.THUMBNAIL
              ? Optional.<Still>empty()
              : Stills.thumbnail(found.get());
      return thumbnail.isPresent() ? thumbnail : decoded(found.get(), at, width, exact);
    } catch (NoSuchFileException _) {
      return Optional.empty(); // removed meanwhile
    }
  }

  private Optional<Still> decoded(Footage footage, long at, int width, boolean exact)
      throws IOException, InterruptedException, BusyException {
    try (var file = new OpenFile(footage)) {
      var film = films.film(footage, file);
      return film.pieces().isEmpty()
          ? Optional.empty()
          : Optional.of(stills.decoded(film, file, at, exact, width));
    }
  }

  /// What shows a moment: the best rendition of it, or what ended just before.
  private Optional<Footage> at(String camera, long at) throws IOException {
    return store.find(camera, Optional.empty(), at - LATE, at + 1).stream()
        .filter(footage -> footage.start() <= at)
        .max(
            Comparator.comparing((Footage footage) -> footage.end() > at)
                .thenComparing(footage -> footage.rendition().equals(Take.BEST))
                .thenComparingLong(Footage::start));
  }

  /// Where a camera's footage begins and ends, if there is any.
  public Optional<Extent> extent(String camera) throws IOException {
    var first = store.next(camera, Optional.empty(), -1);
    var last = store.previous(camera, Optional.empty(), Long.MAX_VALUE);
    return first.isEmpty() || last.isEmpty()
        ? Optional.empty()
        : Optional.of(new Extent(first.get().start(), last.get().end(), last.get().open()));
  }

  /// @param live the last of it is being recorded
  public record Extent(long first, long last, boolean live) {}
}
