package nightjar.detect;

import java.util.List;

/// Which part of a picture a model is shown.
///
/// A square round what moves, because the model was made for squares. Something has to be around an
/// object for it to be told: with 1.4 times its size the model is surest, with 1 it takes parts for
/// the whole, with 3 it has too few samples of it.
final class Framing {
  private static final double ROOM = 1.4; // times the larger side of what is shown

  private Framing() {}

  /// Round the first, and as many of the others as fit beside it in a square of the same size.
  ///
  /// @param boxes parts of the picture
  /// @param least samples a side, as far as the picture has them
  static Crop around(List<Box> boxes, int width, int height, int least) {
    var kept = boxes.getFirst();
    double side = side(kept, width, height, least);
    for (var box : boxes) {
      var both = kept.joined(box);
      if (side(both, width, height, least) <= side) {
        kept = both;
      }
    }
    int across = even(Math.min(side, width));
    int down = even(Math.min(side, height));
    return new Crop(
        even(Math.clamp(kept.middleX() * width - across / 2.0, 0, width - across)),
        even(Math.clamp(kept.middleY() * height - down / 2.0, 0, height - down)),
        across,
        down);
  }

  private static double side(Box box, int width, int height, int least) {
    return Math.max(least, ROOM * Math.max(box.width() * width, box.height() * height));
  }

  private static int even(double samples) {
    return Math.max(0, (int) Math.round(samples)) & ~1;
  }

  /// A crop as a part of the picture.
  static Box part(Crop crop, int width, int height) {
    return new Box(
        (double) crop.x() / width,
        (double) crop.y() / height,
        (double) crop.width() / width,
        (double) crop.height() / height);
  }
}
