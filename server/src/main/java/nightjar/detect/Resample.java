package nightjar.detect;

/// How samples in a row become more, or fewer: for each that comes out, where to begin, and how
/// much to take of each from there on. Reused; one thread.
///
/// To less than half: the mean of what each covers. Else in a straight line between the two
/// nearest. The weights of one sum to [#ONE].
final class Resample {
  static final int ONE = 1 << 11;

  private final int to;
  private final int[] first;
  private final int[] taps; // how many
  private int[] weights = {};
  private int most; // taps: weights of i begin at i * most
  private int from;

  Resample(int to) {
    this.to = to;
    this.first = new int[to];
    this.taps = new int[to];
  }

  /// @param from how many samples go in
  void prepare(int from) {
    if (from == this.from) {
      return;
    }
    this.from = from;
    most = Math.max(2, (from + to - 1) / to + 1);
    if (weights.length < to * most) {
      weights = new int[to * most];
    }
    for (int i = 0; i < to; i++) {
      if (from > 2 * to) {
        cover(i);
      } else {
        between(i);
      }
    }
  }

  /// Rounds the running sum, so that no error adds up.
  private void cover(int i) {
    int least = (int) ((long) i * from / to);
    int end = (int) (((long) (i + 1) * from + to - 1) / to);
    first[i] = least;
    taps[i] = end - least;
    int given = 0;
    for (int k = least; k < end; k++) {
      // What is covered up to the end of sample k, in shares of what is covered at all.
      double covered = Math.min(1, ((k + 1.0) * to - (double) i * from) / from);
      int until = (int) Math.round(covered * ONE);
      weights[i * most + k - least] = until - given;
      given = until;
    }
  }

  private void between(int i) {
    double at = Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1.0);
    int least = Math.min((int) at, Math.max(from - 2, 0));
    int second = (int) Math.round((at - least) * ONE);
    first[i] = least;
    taps[i] = from == 1 ? 1 : 2;
    weights[i * most] = ONE - second;
    weights[i * most + 1] = second;
  }

  int first(int i) {
    return first[i];
  }

  int taps(int i) {
    return taps[i];
  }

  int weight(int i, int tap) {
    return weights[i * most + tap];
  }

  /// Weighs a row into what comes out.
  void apply(int[] row, int[] into) {
    for (int i = 0; i < to; i++) {
      int sum = 0;
      int weight = i * most;
      int end = first[i] + taps[i];
      for (int k = first[i]; k < end; k++) {
        sum += weights[weight++] * row[k];
      }
      into[i] = sum;
    }
  }
}
