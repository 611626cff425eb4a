package nightjar.detect;

/// What a model wants to be shown: a square picture, red, green and blue one after the other.
///
/// @param size samples across, and down
/// @param isFloat else a byte each, 0 to 255
/// @param least the number that stands for 0
/// @param step from one of 0 to 255 to the next
record Input(int size, boolean isFloat, float least, float step) {
  /// From -1 to 1, as most detectors are trained.
  static Input aroundZero(int size) {
    return new Input(size, true, -1, 1 / 127.5f);
  }

  static Input ofBytes(int size) {
    return new Input(size, false, 0, 1);
  }

  /// From 0 to 1.
  static Input ofParts(int size) {
    return new Input(size, true, 0, 1 / 255f);
  }
}
