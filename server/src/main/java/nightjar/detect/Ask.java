package nightjar.detect;

/// What a model is to be asked: what is in this part of this picture?
///
/// @param number that tells it from every other of the same camera
/// @param ticks of the picture
/// @param least score of what is of interest
public record Ask(long number, Crop crop, long ticks, double least) {}
