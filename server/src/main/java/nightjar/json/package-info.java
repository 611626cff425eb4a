/// JSON text, out and in.
///
/// Belongs here: writing it, and reading it so that what is wrong is named. Does not: what any
/// message means.
package nightjar.json;
