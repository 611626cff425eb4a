package nightjar.detect;

/// What a model sees in a picture.
///
/// @param score 0 to 1
public record Found(Kind kind, double score, Box box) {}
