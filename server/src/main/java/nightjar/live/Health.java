package nightjar.live;

/// How the camera is doing, in the protocol's words.
///
/// @param state `starting`, `live`, `stalled`, `failed` or `off`
/// @param reason for people; may be empty
/// @param retryAt when it is tried again, in ticks of the clock; 0 if that is not known
public record Health(String state, String reason, long retryAt) {
  /// Milliseconds to the next try, 0 if none is known of.
  public long retryIn(long ticks) {
    return retryAt == 0 ? 0 : Math.max(0, (retryAt - ticks) / 1_000_000);
  }
}
