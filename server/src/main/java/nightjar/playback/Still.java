package nightjar.playback;

import java.nio.ByteBuffer;

/// A picture as JPEG.
///
/// @param jpeg only read
/// @param captured wall time in microseconds since 1970
public record Still(ByteBuffer jpeg, long captured) {}
