package nightjar.record.store;

import java.time.LocalDate;

/// What there is of one camera and one day.
///
/// @param seconds of footage
/// @param events seconds of it in files in which something happened
/// @param locked seconds of it in files that are kept whatever happens
public record Day(LocalDate day, long seconds, long events, long locked) {
  Day plus(Day more) {
    return new Day(day, seconds + more.seconds, events + more.events, locked + more.locked);
  }
}
