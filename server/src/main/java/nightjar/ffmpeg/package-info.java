/// What every caller of the FFmpeg libraries needs: loading them, their errors as exceptions, and
/// their frames as pictures.
///
/// Belongs here: what sources and encoders share. Does not: a call that only one of them makes. The
/// libraries are loaded by the first call into this package, so a camera that needs none loads
/// none.
package nightjar.ffmpeg;
