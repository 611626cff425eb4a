package nightjar.encode;

/// What leaving out pictures of a quiet scene has saved against full rate, estimated.
///
/// @param cpuSeconds time of the encoder
/// @param since wall time in microseconds since 1970
public record Saved(long bytes, double cpuSeconds, long since) {
  public Saved plus(Saved other) {
    return new Saved(
        bytes + other.bytes, cpuSeconds + other.cpuSeconds, Math.min(since, other.since));
  }
}
