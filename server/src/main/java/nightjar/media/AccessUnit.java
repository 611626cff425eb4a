package nightjar.media;

import java.lang.foreign.MemorySegment;

/// One coded picture with everything needed to decode it in order.
///
/// @param data H.264 in Annex B, or a whole JPEG. Valid only during the call that hands it over:
///   whoever needs it longer copies it
/// @param idr decoding may start here
/// @param pts when to show it; the decode time too, for there are no B-frames
/// @param captured when the camera took it: wall time in microseconds since 1970
/// @param duration how long it is expected to last, in ticks of `pts`
public record AccessUnit(
    MemorySegment data, boolean idr, MediaTime pts, long captured, int duration) {}
