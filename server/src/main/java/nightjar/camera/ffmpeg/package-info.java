/// Sources that the FFmpeg libraries read: files.
///
/// Belongs here: opening, decoding and pacing them. Does not: supervising (see `camera`).
package nightjar.camera.ffmpeg;
