package nightjar.filter;

import java.lang.foreign.Arena;
import java.time.ZoneId;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.jspecify.annotations.Nullable;

/// Turns, masks and captions one camera's pictures, in that order.
///
/// To be used, and closed, on the thread that makes it.
public final class Filter implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final PictureFormat before;
  private final PictureFormat after;
  private final boolean inPlace;
  private final Turning turning;
  private final Blackout blackout;
  private final @Nullable Caption caption;

  /// @param before what the source's pictures look like
  /// @param zone whose local time an overlay shows
  public Filter(FilterConfig config, PictureFormat before, ZoneId zone) {
    this.before = before;
    this.inPlace = !config.turn().isQuarter();
    this.after = inPlace ? before : onItsSide(before);
    this.turning = Turning.of(config.turn(), config.mirror(), before);
    this.blackout = new Blackout(config.masks(), after, arena);
    this.caption = config.overlay().map(o -> new Caption(o, after, zone, arena)).orElse(null);
  }

  /// What pictures look like afterwards: width and height change places when turned by a quarter.
  public PictureFormat after() {
    return after;
  }

  /// Whether a picture is changed where it is. If not, `apply` needs another to write to, and the
  /// one it read is left as it was: unmasked.
  public boolean inPlace() {
    return inPlace;
  }

  /// @param to `from` itself when in place, else another picture, which gets the stamp of `from`
  public void apply(Picture from, Picture to) {
    check(from, before);
    check(to, after);
    if ((from == to) != inPlace) {
      throw new IllegalArgumentException(
          inPlace ? "pictures are filtered in place" : "a quarter turn needs a second picture");
    }
    turning.turn(from.memory(), to.memory());
    to.stamp(from.ticks(), from.captured());
    blackout.burn(to.memory());
    if (caption != null) {
      caption.draw(to);
    }
  }

  private static void check(Picture picture, PictureFormat expected) {
    var format = picture.format();
    if (format.width() != expected.width() || format.height() != expected.height()) {
      throw new IllegalArgumentException(
          "made for %dx%d, not %dx%d"
              .formatted(expected.width(), expected.height(), format.width(), format.height()));
    }
  }

  private static PictureFormat onItsSide(PictureFormat format) {
    int across = format.height();
    int down = format.width();
    return new PictureFormat(across, down, format.fps(), format.colour());
  }

  @Override
  public void close() {
    arena.close();
  }
}
