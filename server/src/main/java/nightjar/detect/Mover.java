package nightjar.detect;

/// Something that motion follows.
///
/// @param counts it is sure to be motion
/// @param still it stands
public record Mover(long id, Box box, boolean counts, boolean still) {}
