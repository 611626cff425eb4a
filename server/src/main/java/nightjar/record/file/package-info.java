/// What a file of footage is, and what proves that it is as it was recorded.
///
/// Belongs here: the bytes of heading, pieces and seal, made and read again; what a reader may
/// believe of them. Does not: folders, an index, when to record (see `record.store` and `record`),
/// or showing any of it (see `playback`).
package nightjar.record.file;
