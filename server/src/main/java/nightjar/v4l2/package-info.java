/// Video4Linux2: the kernel's interface to webcams and to encoders in hardware.
///
/// Belongs here: its structures, requests and queues, and what devices there are. Does not: what a
/// picture is (see `media`), when to read one (see `camera.v4l2`, `encode.v4l2`).
package nightjar.v4l2;
