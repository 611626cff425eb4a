package nightjar.config;

import java.util.List;
import java.util.Optional;
import nightjar.filter.FilterConfig;
import nightjar.filter.Mask;
import nightjar.filter.Overlay;
import nightjar.filter.Turn;

/// What is done to raw pictures before anybody sees them.
final class FilterSettings {
  private static final String MASK = Corners.RIGHT;

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
    var corners =
        Corners.parse(text, MASK).stream().map(c -> new Mask.Point(c.x(), c.y())).toList();
    try {
      return new Mask(corners);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(MASK + "; " + e.getMessage(), e);
    }
  }
}
