package nightjar.detect;

import java.util.Arrays;

/// One mover over time, and how often a model was asked about it.
final class Trail {
  /// From one picture to the next a thing does not grow by half, nor lose a third: then blobs
  /// joined or parted, and where the outline went is no way that was gone.
  private static final double JUMP = 1.5;

  private static final double NEWS = 1.6; // times the area it had when it was asked about
  private static final long SECOND = 1_000_000_000;
  private static final int EAGER = 8; // questions about something that has no name yet
  private static final int WHILE_STANDING = 3; // the same, once it stands
  private static final int DOUBLINGS = 4;
  private static final long SOON = SECOND * 3 / 10; // something may have joined
  private static final long UNSURE = SECOND / 2;

  private static final int STEADYING = 5; // pictures
  private static final double LEAST = 0.001; // across, and down

  private final long id;
  private final double[][] edges = new double[4][STEADYING]; // left, top, right, bottom: rings
  private int looks;
  private Box box;
  private Box steady;
  private boolean jumped;
  private boolean counted;
  private boolean still;
  private long seen;
  private int asks;
  private int asksKnown; // of those, while everything on it was known
  private int asksStanding; // since it stands
  private long lastAsk;
  private double areaThen;
  private boolean news;

  Trail(Mover mover, Box box, long ticks) {
    this.id = mover.id();
    this.box = box;
    this.steady = box;
    this.areaThen = box.area();
    remember(box);
    this.counted = mover.counts();
    this.still = mover.still();
    this.seen = ticks;
  }

  void moved(Mover mover, Box next, long ticks) {
    double ratio = next.area() / box.area();
    jumped = ratio > JUMP || ratio < 1 / JUMP;
    box = next;
    remember(next);
    double since = steady.area() / areaThen;
    news |= since > NEWS || since < 1 / NEWS;
    counted |= mover.counts();
    if (mover.still() != still) {
      asksStanding = 0;
    }
    still = mover.still();
    seen = ticks;
  }

  /// An outline flickers: an arm, a shadow is in it and in the next picture is not. The middle one
  /// of the last ones, edge by edge, does not.
  private void remember(Box next) {
    int at = looks++ % STEADYING;
    edges[0][at] = next.x();
    edges[1][at] = next.y();
    edges[2][at] = next.right();
    edges[3][at] = next.bottom();
    double left = middle(edges[0]);
    double top = middle(edges[1]);
    steady =
        new Box(
            left,
            top,
            Math.max(LEAST, middle(edges[2]) - left),
            Math.max(LEAST, middle(edges[3]) - top));
  }

  private double middle(double[] ring) {
    int there = Math.min(looks, STEADYING);
    var sorted = Arrays.copyOf(ring, there);
    Arrays.sort(sorted);
    return sorted[there / 2];
  }

  long id() {
    return id;
  }

  Box box() {
    return box;
  }

  /// Its outline, without what is in it for a picture or two. It lags behind, always by as much.
  Box steady() {
    return steady;
  }

  long seen() {
    return seen;
  }

  /// Whether it ever was sure to be motion.
  boolean counted() {
    return counted;
  }

  boolean still() {
    return still;
  }

  /// Whether its outline joined another's, or parted from it.
  boolean jumped() {
    return jumped;
  }

  int asks() {
    return asks;
  }

  void asked(boolean known, long ticks) {
    asks++;
    asksKnown = known ? asksKnown + 1 : 0;
    asksStanding++;
    lastAsk = ticks;
    areaThen = steady.area();
    news = false;
  }

  /// @param known everything on it has a name, and there is something
  /// @param sure nobody doubts it
  /// @return how long it has waited, of the time it should: 1 and more is worth a question
  double due(boolean known, boolean sure, long ticks) {
    if (!counted || (still && asksStanding >= (known && sure ? 1 : WHILE_STANDING))) {
      return 0;
    }
    return asks == 0 ? Double.POSITIVE_INFINITY : (double) (ticks - lastAsk) / pause(known, sure);
  }

  private long pause(boolean known, boolean sure) {
    if (!known) {
      return asks < EAGER ? SECOND / 8 : doubled(SECOND / 4, asks - EAGER);
    }
    if (news) {
      return SOON;
    }
    return sure ? doubled(SECOND / 2, asksKnown) : UNSURE;
  }

  private static long doubled(long first, int times) {
    return first << Math.min(Math.max(0, times), DOUBLINGS);
  }
}
