package nightjar.detect;

/// A part of a picture that a model is shown, in samples.
///
/// @param x even, as are all
public record Crop(int x, int y, int width, int height) {}
