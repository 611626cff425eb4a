/// The bytes of MP4, of one H.264 track: the init segment and fragments, and the plain form.
///
/// Belongs here: boxes of ISO/IEC 14496-12 and -15, written into memory that is handed in, and
/// those we write read again. Does not: files (see `record.file`), sockets (see `live`), the inside
/// of NAL units (see `codec.h264`).
package nightjar.container.fmp4;
