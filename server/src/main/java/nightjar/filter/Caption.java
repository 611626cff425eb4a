package nightjar.filter;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// An overlay at one picture size.
///
/// Letters are drawn once; each picture gets copies of their rows. All are equally wide, so digits
/// stay where they are from second to second.
final class Caption {
  private static final long MICROS = 1_000_000;
  private static final int STROKES_DOWN = 9; // of a capital and a descender
  private static final int MARGIN = 48; // part of the shorter side

  private final Plane luma;
  private final Plane blue;
  private final Plane red;
  private final Lettering lettering;
  private final MemorySegment grey;
  private final DateTimeFormatter time;
  private final Letter[] letters;
  private final int timeFrom;
  private final int left;
  private final int top;
  private long second = Long.MIN_VALUE;

  Caption(Overlay overlay, PictureFormat format, ZoneId zone, Arena arena) {
    var planes = Plane.of(format);
    this.luma = planes[0];
    this.blue = planes[1];
    this.red = planes[2];
    this.grey = arena.allocate(blue.width()).fill(Blackout.CHROMA);
    this.time = DateTimeFormatter.ofPattern(CaptionText.TIME, Locale.ROOT).withZone(zone);

    int side = Math.min(format.width(), format.height());
    int margin = side / MARGIN;
    this.lettering = new Lettering(unit(side, overlay.size()), arena);
    var text = CaptionText.of(overlay, (format.width() - 2 * margin) / lettering.width());
    this.timeFrom = text.label().length();
    this.letters = new Letter[text.length()];
    show(text.label(), 0);

    int right = format.width() - margin - letters.length * lettering.width();
    int bottom = format.height() - margin - lettering.height();
    this.left = overlay.corner().isLeft() ? margin : right;
    this.top = Math.min(overlay.corner().isTop() ? margin : bottom, bottom);
  }

  private static int unit(int side, Overlay.Size size) {
    return Math.max(1, Math.round((float) side / size.part() / STROKES_DOWN));
  }

  void draw(Picture picture) {
    if (timeFrom < letters.length) {
      tell(Math.floorDiv(picture.captured(), MICROS));
    }
    for (int i = 0; i < letters.length; i++) {
      draw(letters[i], left + i * lettering.width(), picture.memory());
    }
  }

  private void tell(long now) {
    if (now != second) {
      second = now;
      var text = time.format(Instant.ofEpochSecond(now));
      show(CaptionText.cut(text, letters.length - timeFrom), timeFrom);
    }
  }

  private void show(String text, int from) {
    for (int i = 0; i < text.length(); i++) {
      letters[from + i] = lettering.of(text.charAt(i));
    }
  }

  private void draw(Letter letter, int x, MemorySegment picture) {
    var runs = letter.runs;
    for (int i = 0; i < runs.length; i += 3) {
      int y = top + runs[i];
      int from = x + runs[i + 1];
      int length = runs[i + 2];
      long at = (long) runs[i] * lettering.width() + runs[i + 1];
      MemorySegment.copy(letter.luma, at, picture, luma.row(y) + from, length);
      int half = from / 2;
      int halfLength = (from + length + 1) / 2 - half;
      MemorySegment.copy(grey, 0, picture, blue.row(y / 2) + half, halfLength);
      MemorySegment.copy(grey, 0, picture, red.row(y / 2) + half, halfLength);
    }
  }
}
