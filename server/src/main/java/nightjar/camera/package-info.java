/// Where pictures come from, and keeping them coming.
///
/// Belongs here: sources, a thread each, opened again when they fail. Does not: anything that takes
/// longer than a picture lasts; a camera's thread never waits for an encoder, a disk or a network.
package nightjar.camera;
