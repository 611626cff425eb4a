/// A generated scene: a house at dusk, somebody walking by, and a clock that machines can read.
///
/// Belongs here: drawing it. Does not: anything a real camera would need.
package nightjar.camera.demo;
