/// Picture in, access unit out, one thread a rendition, and only while somebody wants it.
///
/// Belongs here: encoders, and when they run. Does not: where pictures come from (see `camera`),
/// who gets the units (see `stream`).
package nightjar.encode;
