/// The Raspberry Pi's own camera, through a child process that owns the camera stack.
///
/// Belongs here: the child's command line, reading its pictures, its end. Does not: supervising
/// (see `camera`).
package nightjar.camera.rpicam;
