package nightjar.live;

/// How a browser gets on with what it is given, from its reports: behind means that several in a
/// row said so. Pure.
///
/// @param bad reports in a row that say it does not keep up
/// @param decoded pictures in all, as last reported
/// @param dropped likewise
record Playing(int bad, long decoded, long dropped) {
  static final Playing UNKNOWN = new Playing(0, 0, 0);

  private static final int IN_A_ROW = 3;
  private static final double MANY = 0.3; // of the pictures decoded
  private static final long FEW = 3; // pictures a report
  private static final double LONG = 1500; // milliseconds received and not shown
  private static final double SLOW = 100; // milliseconds to decode a picture

  Playing next(ClientMessage.Report report) {
    long came = report.decoded() - decoded;
    long lost = report.dropped() - dropped;
    boolean drops = came >= 0 && lost >= FEW && lost > MANY * (came + lost);
    boolean isSlow = report.buffered() > LONG || report.decode() > SLOW;
    return new Playing(
        !report.hidden() && (drops || isSlow) ? bad + 1 : 0, report.decoded(), report.dropped());
  }

  boolean lags() {
    return bad >= IN_A_ROW;
  }

  /// After something else was given: what was reported before is of what was.
  Playing again() {
    return new Playing(0, decoded, dropped);
  }
}
