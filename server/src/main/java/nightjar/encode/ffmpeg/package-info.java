/// Encoders of the FFmpeg libraries, in software.
///
/// Belongs here: their calls, and the memory they own. Does not: when to encode (see `encode`).
package nightjar.encode.ffmpeg;
