package nightjar.detect;

/// A part of a picture: 0 to 1, from its upper left.
public record Box(double x, double y, double width, double height) {
  public double area() {
    return width * height;
  }

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  double middleX() {
    return x + width / 2;
  }

  double middleY() {
    return y + height / 2;
  }

  /// Area that is in both.
  public double shared(Box other) {
    double across = Math.min(right(), other.right()) - Math.max(x, other.x);
    double down = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    return across <= 0 || down <= 0 ? 0 : across * down;
  }

  /// Intersection over union.
  public double iou(Box other) {
    double shared = shared(other);
    return shared == 0 ? 0 : shared / (area() + other.area() - shared);
  }

  /// The part of this that is in another.
  double within(Box other) {
    double shared = shared(other);
    return shared == 0 ? 0 : shared / area();
  }

  /// Whether it is a part of a picture at all: models and engines are believed nothing.
  boolean isSane() {
    return width > 0 && height > 0 && x >= -1 && y >= -1 && right() <= 2 && bottom() <= 2;
  }

  /// What of it is in the picture; an edge's width at least.
  Box clipped() {
    double left = Math.clamp(x, 0, 1);
    double top = Math.clamp(y, 0, 1);
    return new Box(left, top, Math.clamp(right(), 0, 1) - left, Math.clamp(bottom(), 0, 1) - top);
  }

  Box joined(Box other) {
    double left = Math.min(x, other.x);
    double top = Math.min(y, other.y);
    return new Box(
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top);
  }

  /// With so much of its size added on each side, as far as there is picture.
  Box padded(double by) {
    return new Box(x - by * width, y - by * height, width * (1 + 2 * by), height * (1 + 2 * by))
        .clipped();
  }

  /// Where this is once what it lies on has gone from one place to another: it keeps its place
  /// within that, and grows along.
  Box carried(Box from, Box to) {
    var across = Side.carried(x, width, new Side(from.x, from.width), new Side(to.x, to.width));
    var down = Side.carried(y, height, new Side(from.y, from.height), new Side(to.y, to.height));
    return new Box(across.low, down.low, across.length, down.length);
  }

  /// A box along one axis.
  private record Side(double low, double length) {
    /// What grows or shrinks by more joined something, or parted from it, or is half hidden.
    private static final double MOST = 1.4; // times

    private static final double RIM = 0.01;

    double high() {
      return low + length;
    }

    boolean isAtRim() {
      return low < RIM || high() > 1 - RIM;
    }

    static Side carried(double low, double length, Side from, Side to) {
      double grown = to.length / from.length;
      if ((grown <= MOST && grown >= 1 / MOST) || (grown < 1 && to.isAtRim())) {
        return new Side(to.low + (low - from.low) * grown, length * grown);
      }
      double some = Math.clamp(grown, 1 / MOST, MOST);
      // The edge that went further is the one that jumped.
      if (Math.abs(to.low - from.low) <= Math.abs(to.high() - from.high())) {
        return new Side(to.low + (low - from.low) * some, length * some);
      }
      double high = to.high() - (from.high() - low - length) * some;
      return new Side(high - length * some, length * some);
    }
  }
}
