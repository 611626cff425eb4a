/// What is done to a raw picture before anything else sees it: turned, masked, captioned.
///
/// Belongs here: arithmetic on the samples of one picture, on the camera's own thread. Does not:
/// taking pictures (see `camera`), areas that motion ignores (those hide nothing), settings files
/// (see `config`).
package nightjar.filter;
