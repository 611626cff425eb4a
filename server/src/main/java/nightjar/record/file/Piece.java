package nightjar.record.file;

/// One `moof` and its `mdat`: about a second of a file, and what can be lost or proven alone.
///
/// @param at where it begins in the file
/// @param length of both boxes, in bytes
/// @param moof length of the first box
/// @param start in 90 kHz ticks from the file's first sample
/// @param duration in ticks
/// @param idr whether decoding may start at its first sample
public record Piece(
    long at, int length, int moof, long start, long duration, int samples, boolean idr) {
  private static final int MDAT_HEADER = 8;

  /// Where the bytes of its samples begin in the file.
  public long payloadAt() {
    return at + moof + MDAT_HEADER;
  }

  /// Bytes of all its samples.
  public int payload() {
    return length - moof - MDAT_HEADER;
  }

  /// Where it ends in the file.
  public long endAt() {
    return at + length;
  }

  /// When it ends, in ticks from the file's first sample.
  public long end() {
    return start + duration;
  }
}
