package nightjar.decode;

/// Which access units are worth decoding.
///
/// A picture needs all those before it back to the IDR, unless it is one. So where IDRs come as
/// often as pictures are wanted, they alone are decoded: a twentieth of the work.
final class Choice {
  private static final double ROUNDING =
      0.9; // an IDR a little less often than wanted is often enough

  private double lastIdr = Double.NaN; // seconds
  private double idrsApart = Double.POSITIVE_INFINITY;
  private double nextShown = Double.NEGATIVE_INFINITY;
  private boolean isChain; // all since the last IDR were decoded

  /// @param seconds media time
  /// @param fps pictures a second that are wanted
  boolean decode(boolean idr, double seconds, double fps) {
    if (idr) {
      idrsApart = Double.isNaN(lastIdr) ? Double.POSITIVE_INFINITY : seconds - lastIdr;
      lastIdr = seconds;
      isChain = true;
      return true;
    }
    isChain = isChain && 1 / fps < idrsApart * ROUNDING;
    return isChain;
  }

  /// Whether a picture that was decoded is shown, so that no more than wanted are.
  boolean show(double seconds, double fps) {
    if (seconds < nextShown && nextShown - seconds < 10) {
      return false;
    }
    nextShown = seconds + ROUNDING / fps;
    return true;
  }
}
