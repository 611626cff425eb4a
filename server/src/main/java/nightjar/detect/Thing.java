package nightjar.detect;

import org.jspecify.annotations.Nullable;

/// Something that a model saw, over time. It has a kind once two answers agree.
///
/// It lies on what moves and goes along with it between answers. What stands and is not followed
/// any more is parked: it stays where it was seen.
final class Thing {
  private static final long SHORT_LOSS = 1_500_000_000;
  private static final long PARKED_FOR = 12 * 3_600_000_000_000L;
  private static final long DOUBTED_FOR = 30_000_000_000L;
  private static final int MISSES_MOVING = 6;
  private static final int MISSES_PARKED = 3;
  private static final double COVERED = 0.5;
  private static final double BETTER = 1.15; // times the worth of the last portrait

  private final long id;
  private final long first;
  private final Votes votes = new Votes();
  private @Nullable Kind kind;
  private double score;
  private Box box;
  private Box seenAt; // where it was when it lay on its trail so
  private Box on;
  private @Nullable Trail trail;
  private boolean parked;
  private long seen;
  private long there; // when it was sure to be there: seen, or followed
  private long stoodSince;
  private boolean stood;
  private long covered; // when something moved in front of it, parked
  private boolean doubted;
  private double worth;

  Thing(long id, Box box, long ticks) {
    this.id = id;
    this.first = ticks;
    this.box = box;
    this.seenAt = box;
    this.on = box;
    this.seen = ticks;
    this.there = ticks;
  }

  long id() {
    return id;
  }

  long first() {
    return first;
  }

  long seen() {
    return seen;
  }

  Box box() {
    return box;
  }

  @Nullable Kind kind() {
    return kind;
  }

  double score() {
    return score;
  }

  @Nullable Trail trail() {
    return trail;
  }

  boolean parked() {
    return parked;
  }

  boolean still() {
    return parked || (trail != null && trail.still());
  }

  boolean sure() {
    return kind != null && votes.unanimous(kind);
  }

  /// How often an answer called it so, of the last three.
  int votes(Kind of) {
    return votes.of(of);
  }

  /// A model saw it.
  ///
  /// @param lying on what moves, and where that was then; null when nothing moved there
  /// @param needed the score that its kind takes
  void seen(Found as, double needed, @Nullable Trail by, Box lying, long ticks) {
    votes.cast(as.kind(), as.score() / needed);
    var before = kind;
    kind = votes.name(kind);
    if (kind != before) {
      score = 0;
      worth = 0;
    }
    if (kind == null || as.kind() == kind) {
      score = Math.max(score, as.score());
    }
    box = as.box();
    seen = Math.max(seen, ticks);
    there = Math.max(there, ticks);
    doubted = false;
    if (by != null) {
      follow(by, lying);
    } else if (trail != null) {
      follow(trail);
    }
  }

  void missed() {
    votes.miss();
  }

  /// It lies on what moves, as it is now.
  void follow(Trail by) {
    follow(by, by.steady());
  }

  private void follow(Trail by, Box then) {
    stood &= by == trail;
    trail = by;
    parked = false;
    seenAt = box;
    on = then;
    box = carried(by);
  }

  private Box carried(Trail by) {
    var next = seenAt.carried(on, by.steady()).clipped();
    return next.isSane() ? next : box;
  }

  /// Another picture was looked at.
  void moved(long ticks) {
    if (trail == null) {
      return;
    }
    box = carried(trail);
    there = Math.max(there, ticks);
    if (trail.still() && !stood) {
      stoodSince = ticks;
    }
    stood = trail.still();
  }

  /// What it lay on is not followed any more. It is parked if it was seen where it stood; else what
  /// stood may have been only the hole it left.
  void lost() {
    parked = kind != null && stood && seen >= stoodSince;
    trail = null;
    stood = false;
  }

  /// Something that moves is at its place, parked.
  void covered(Box by, long ticks) {
    if (box.within(by) >= COVERED) {
      covered = ticks;
      doubted = true;
    }
  }

  boolean isOver(long ticks) {
    if (kind == null && votes.hopeless()) {
      return true;
    }
    if (trail != null) {
      return votes.missed() >= MISSES_MOVING;
    }
    if (!parked) {
      return ticks - there > SHORT_LOSS;
    }
    return votes.missed() >= MISSES_PARKED
        || ticks - seen > PARKED_FOR
        || (doubted && ticks - covered > DOUBTED_FOR);
  }

  /// Whether a portrait of so much worth is better than the last; if so it is the last now.
  boolean sat(double next) {
    if (kind == null || next <= BETTER * worth) {
      return false;
    }
    worth = next;
    return true;
  }
}
