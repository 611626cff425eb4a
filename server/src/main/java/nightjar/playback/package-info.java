/// Footage shown again: as video, as pictures, as files to keep.
///
/// Belongs here: which pieces of which files a span is made of, what is put between them, and
/// pictures decoded from them. Does not: what a file is (see `record.file`), where files are and
/// how long they stay (see `record.store`), requests and ranges (see `http`).
package nightjar.playback;
