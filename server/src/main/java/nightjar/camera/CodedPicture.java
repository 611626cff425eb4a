package nightjar.camera;

import java.lang.foreign.MemorySegment;

/// One picture as it came from a source that codes by itself.
///
/// @param data an access unit in Annex B
/// @param idr decoding may start here
/// @param ticks when the camera took it, on the monotonic clock, in nanoseconds
/// @param captured the same in wall time, microseconds since 1970
public record CodedPicture(MemorySegment data, boolean idr, long ticks, long captured) {}
