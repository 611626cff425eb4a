package nightjar.event;

/// Copies of what an engine knows: a plane for each thing.
final class Planes {
  private Planes() {}

  /// @param into an earlier copy, of which what fits is used again: planes are large, and outlive
  ///   the heap's nursery
  static int[][] copied(int[][] from, int[][] into) {
    var to = into.length == from.length ? into : new int[from.length][0];
    for (int i = 0; i < from.length; i++) {
      if (to[i].length != from[i].length) {
        to[i] = new int[from[i].length];
      }
      System.arraycopy(from[i], 0, to[i], 0, from[i].length);
    }
    return to;
  }
}
