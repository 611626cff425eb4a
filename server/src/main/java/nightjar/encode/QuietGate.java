package nightjar.encode;

/// Decides which pictures are encoded: all of a scene that stirs, of a quiet one a trickle.
///
///     full ── nothing stirred for `linger`, nobody wants every picture ──▶ quiet
///      ▲                                                                    │
///      └────────────── the very picture at which either ends ───────────────┘
///
/// Asked for each picture, so it makes no objects. One thread only.
final class QuietGate {
  static final long NEVER = Long.MIN_VALUE;

  private boolean quiet;
  private boolean stirs;
  private long next; // ticks at which the next picture of the trickle is due

  /// @param ticks of the picture
  /// @param stirred ticks of the newest picture in which something stirred; `NEVER` before
  /// @param every whether somebody wants every picture
  /// @param urgent whether somebody waits for this one
  /// @return whether it is to be encoded
  boolean takes(QuietSettings settings, long ticks, long stirred, boolean every, boolean urgent) {
    stirs = stirred != NEVER && ticks - stirred <= settings.linger().toNanos();
    boolean begins = !quiet;
    quiet = settings.on() && !every && !stirs;
    return !quiet || isDue(settings.every().toNanos(), ticks, begins || urgent);
  }

  /// The first is, whenever the last came: it stands for the time to the next. A picture that comes
  /// a little early is on time, else the trickle would be a picture slower than asked.
  private boolean isDue(long interval, long ticks, boolean now) {
    boolean due = ticks >= next - interval / 16;
    if (now || due) {
      boolean onTime = !now && ticks < next + interval;
      next = (onTime ? next : ticks) + interval;
      return true;
    }
    return false;
  }

  /// Whether the picture last asked about is one of a trickle.
  boolean isQuiet() {
    return quiet;
  }

  /// Whether something stirred in the picture last asked about, or a little before.
  boolean stirs() {
    return stirs;
  }

  /// The next picture is taken whatever it shows.
  void reset() {
    quiet = false;
  }
}
