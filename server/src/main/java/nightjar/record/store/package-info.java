/// How footage survives: the folder of files and its index.
///
/// Belongs here: in which order files and rows are made, closed, removed and mended, so that a
/// power cut at any point leaves nothing that a start cannot put right (docs/design/recording.md
/// has the numbered procedures); what is removed when. Does not: what is recorded when (see
/// `record`), what a file holds (see `record.file`).
package nightjar.record.store;
