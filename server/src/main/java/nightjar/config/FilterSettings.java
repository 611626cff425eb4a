package nightjar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightjar.filter.FilterConfig;
import nightjar.filter.Mask;
import nightjar.filter.Overlay;
import nightjar.filter.Turn;

/// What is done to raw pictures before anybody sees them.
final class FilterSettings {
  private static final String MASK =
      "points as \"x,y x,y x,y\" in percent of the picture's width and height as seen; two are the corners of a rectangle";
  private static final Pattern POINT =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?),(\\d{1,3}(?:\\.\\d{1,3})?)");

  private FilterSettings() {}

  static FilterConfig read(Section camera) {
    int rotation = camera.take("rotation", Values.multiple(90, 0, 270), "0");
    boolean mirror = camera.take("mirror", Values::yesOrNo, "no");
    var masks = List.copyOf(camera.takeAll("masks", FilterSettings::mask).values());
    var overlay = camera.has("overlay") ? overlay(camera.section("overlay")) : none(camera);
    var turn = turn(rotation);
    return camera.build(
        "masks",
        () -> new FilterConfig(turn, mirror, masks, overlay),
        () -> new FilterConfig(turn, mirror, List.of(), overlay));
  }

  private static Optional<Overlay> none(Section camera) {
    camera.section("overlay"); // known, and not there
    return Optional.empty();
  }

  private static Turn turn(int clockwise) {
    return switch (clockwise) {
      case 90 -> Turn.RIGHT;
      case 180 -> Turn.HALF;
      case 270 -> Turn.LEFT;
      default -> Turn.NONE;
    };
  }

  private static Optional<Overlay> overlay(Section overlay) {
    var label = overlay.take("label", Values::text, "");
    boolean time = overlay.take("time", Values::yesOrNo, "yes");
    var corner = overlay.take("corner", Values.word(Overlay.Corner.class), "bottom_left");
    var size = overlay.take("size", Values.word(Overlay.Size.class), "medium");
    overlay.rejectUnknown();
    return Optional.of(
        overlay.build(
            "label",
            () -> new Overlay(label, time, corner, size),
            () -> new Overlay("", true, corner, size)));
  }

  static Mask mask(String text) {
    var points = new ArrayList<Mask.Point>();
    for (var point : text.strip().split("\\s+", -1)) {
      points.add(point(point));
    }
    try {
      return new Mask(points.size() == 2 ? rectangle(points.get(0), points.get(1)) : points);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(MASK + "; " + e.getMessage(), e);
    }
  }

  private static Mask.Point point(String text) {
    var numbers = POINT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(MASK);
    }
    double x = Double.parseDouble(numbers.group(1));
    double y = Double.parseDouble(numbers.group(2));
    if (x > 100 || y > 100) {
      throw new IllegalArgumentException(MASK);
    }
    return new Mask.Point(x / 100, y / 100);
  }

  private static List<Mask.Point> rectangle(Mask.Point a, Mask.Point b) {
    return List.of(a, new Mask.Point(b.x(), a.y()), b, new Mask.Point(a.x(), b.y()));
  }
}
