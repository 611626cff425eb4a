/// Luma in, what moves out: blocks, a background that learns, blobs, tracks.
///
/// Belongs here: arithmetic on one camera's brightness, in its own memory, on its caller's thread.
/// Does not: what an event is (see `event`), files, pictures' colours, threads.
package nightjar.motion;
