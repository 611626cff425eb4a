/// One rendition's recent fragments, and everyone who reads them.
///
/// Belongs here: work done in memory under the stream's own lock, in microseconds. Does not:
/// sockets (see `http`), files (see `record.store`), pixels (see `encode`), and what a viewer
/// should get (see `live`).
package nightjar.stream;
