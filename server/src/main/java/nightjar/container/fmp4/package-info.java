/// The bytes of fragmented MP4: the init segment and the fragments of one H.264 track.
///
/// Belongs here: boxes of ISO/IEC 14496-12 and -15, written into memory that is handed in. Does
/// not: files (see `record.store`), sockets (see `live`), the inside of NAL units (see
/// `codec.h264`).
package nightjar.container.fmp4;
