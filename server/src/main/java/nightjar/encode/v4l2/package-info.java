/// H.264 by an encoder in hardware that takes pictures from memory and leaves coded ones there, as
/// the Raspberry Pi's does.
///
/// Belongs here: finding it, its settings, its buffers, and how much it can do. Does not: the
/// kernel's interface as such (see `v4l2`), when to encode (see `encode`).
package nightjar.encode.v4l2;
