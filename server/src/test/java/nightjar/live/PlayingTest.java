package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayingTest {
  /// Reports in a row, each pictures decoded and dropped since the one before, milliseconds
  /// waiting, and milliseconds that one takes to decode.
  @ParameterizedTest
  @CsvSource({
    "'',                                              false",
    "'15 0 60, 15 0 60, 15 0 60',                     false",
    "'5 10 60, 5 10 60',                              false",
    "'5 10 60, 5 10 60, 5 10 60',                     true",
    "'5 10 60, 5 10 60, 15 0 60, 5 10 60, 5 10 60',   false",
    "'15 2 60, 15 2 60, 15 2 60, 15 2 60',            false", // a few always are
    "'1 2 60, 1 2 60, 1 2 60',                        false", // too few to tell
    "'15 0 1600, 15 0 1700, 15 0 1800',               true",
    "'15 0 1600, 15 0 90, 15 0 1800',                 false",
    "'9 0 60 120, 9 0 60 130, 9 0 60 110',            true",
    "'9 0 60 90, 9 0 60 90, 9 0 60 90',               false",
  })
  void lagsWhenSeveralInARowSaySo(String reports, boolean lags) {
    var playing = Playing.UNKNOWN;
    long decoded = 0;
    long dropped = 0;
    for (var words : reports.split(", ")) {
      if (!words.isEmpty()) {
        var numbers = words.split(" ");
        decoded += Long.parseLong(numbers[0]);
        dropped += Long.parseLong(numbers[1]);
        double buffered = Double.parseDouble(numbers[2]);
        double decode = numbers.length > 3 ? Double.parseDouble(numbers[3]) : 0;
        playing = playing.next(report(buffered, decoded, dropped, decode, false));
      }
    }
    assertEquals(lags, playing.lags());
    assertEquals(false, playing.again().lags());
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void aHiddenPageDropsAsItLikes(boolean hidden, boolean lags) {
    var playing = Playing.UNKNOWN;
    for (int i = 1; i < 5; i++) {
      playing = playing.next(report(5000, 5L * i, 10L * i, 0, hidden));
    }
    assertEquals(lags, playing.lags());
  }

  private static ClientMessage.Report report(
      double buffered, long decoded, long dropped, double decode, boolean hidden) {
    return new ClientMessage.Report(buffered, decoded, dropped, 0, 0, decode, hidden);
  }
}
