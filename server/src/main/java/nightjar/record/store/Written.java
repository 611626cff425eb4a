package nightjar.record.store;

/// Bytes given to the disk since the store was opened, by what for.
///
/// @param since wall time in microseconds
/// @param video coded pictures
/// @param footage all else in footage files: boxes, headings, seals with their thumbnails
/// @param index of the index, counted in whole pages
/// @param other marks, notes of events, the chain's heads
public record Written(long since, long video, long footage, long index, long other) {
  public long total() {
    return video + footage + index + other;
  }
}
