/// The bits of H.264: NAL units in an Annex B byte stream, and sequence parameter sets.
///
/// Belongs here: syntax, in the clauses of ITU-T H.264. Does not: I/O, pixels, and how NAL units
/// are wrapped for a file or a browser (see `container.fmp4`).
package nightjar.codec.h264;
