package nightjar.detect;

/// Where a single-shot detector looks: boxes of fixed places and shapes, which its outputs shift
/// and stretch. As TensorFlow's `ssd_anchor_generator`: six layers, each a grid coarser than the
/// one before, scales 0.2 to 0.95, shapes 1, 2, 1/2, 3 and 1/3, and one between the scales; in the
/// finest layer three alone.
final class Anchors {
  private static final int LAYERS = 6;
  private static final int FINEST = 16; // samples from one place to the next
  private static final double LEAST = 0.2;
  private static final double MOST = 0.95;
  private static final double SMALL = 0.1;
  private static final double[] RATIOS = {1, 2, 0.5, 3, 0.3333};

  private Anchors() {}

  /// Centre y, centre x, height and width of each.
  ///
  /// @param size of the model's input
  static float[] of(int size) {
    var all = new float[4 * count(size)];
    int at = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
      var shapes = shapes(layer);
      int grid = grid(size, layer);
      for (int place = 0; place < grid * grid; place++) {
        for (var shape : shapes) {
          all[at++] = centre(place / grid, grid);
          all[at++] = centre(place % grid, grid);
          all[at++] = (float) shape.height;
          all[at++] = (float) shape.width;
        }
      }
    }
    return all;
  }

  static int count(int size) {
    int count = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
      count += grid(size, layer) * grid(size, layer) * (layer == 0 ? 3 : RATIOS.length + 1);
    }
    return count;
  }

  private static int grid(int size, int layer) {
    return Math.ceilDiv(size, FINEST << layer);
  }

  private static float centre(int i, int grid) {
    return (i + 0.5f) / grid;
  }

  private static Shape[] shapes(int layer) {
    double scale = scale(layer);
    if (layer == 0) {
      return new Shape[] {Shape.of(SMALL, 1), Shape.of(scale, 2), Shape.of(scale, 0.5)};
    }
    var shapes = new Shape[RATIOS.length + 1];
    for (int i = 0; i < RATIOS.length; i++) {
      shapes[i] = Shape.of(scale, RATIOS[i]);
    }
    double next = layer == LAYERS - 1 ? 1 : scale(layer + 1);
    shapes[RATIOS.length] = Shape.of(Math.sqrt(scale * next), 1);
    return shapes;
  }

  private static double scale(int layer) {
    return LEAST + (MOST - LEAST) * layer / (LAYERS - 1);
  }

  private record Shape(double height, double width) {
    static Shape of(double scale, double ratio) {
      return new Shape(scale / Math.sqrt(ratio), scale * Math.sqrt(ratio));
    }
  }
}
