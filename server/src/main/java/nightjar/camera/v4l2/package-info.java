/// Webcams, and whatever else Video4Linux2 knows as a camera: raw pictures, JPEG and H.264.
///
/// Belongs here: which format is asked for, waiting for images, and making pictures of them. Does
/// not: the kernel's interface as such (see `v4l2`), supervising (see `camera`).
package nightjar.camera.v4l2;
