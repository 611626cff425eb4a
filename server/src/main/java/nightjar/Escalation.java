package nightjar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// When starting the process anew is not enough. Thinks only.
///
/// @param givenUp when processes were given up, newest last, in microseconds since 1970
/// @param rebooted when it was last asked that the machine starts anew; 0 for never
record Escalation(List<Long> givenUp, long rebooted) {
  static final Escalation NOTHING = new Escalation(List.of(), 0);
  static final int TIMES = 3;
  static final Duration WITHIN = Duration.ofHours(1);
  static final Duration APART = Duration.ofDays(1);
  private static final int MOST = 16;

  Escalation {
    givenUp = List.copyOf(givenUp);
  }

  /// One more process is given up.
  Escalation oneMore(long now) {
    var all = new ArrayList<>(givenUp);
    all.add(now);
    return new Escalation(all.subList(Math.max(0, all.size() - MOST), all.size()), rebooted);
  }

  /// Whether the machine should start anew: the same did not help [#TIMES] times within [#WITHIN],
  /// and it was not done for [#APART]. A clock that was set back counts as long ago.
  boolean isEnough(long now) {
    long recent = givenUp.stream().filter(at -> at <= now && now - at <= micros(WITHIN)).count();
    boolean lately = rebooted > 0 && now >= rebooted && now - rebooted < micros(APART);
    return recent >= TIMES && !lately;
  }

  Escalation rebooting(long now) {
    return new Escalation(List.of(), now);
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
