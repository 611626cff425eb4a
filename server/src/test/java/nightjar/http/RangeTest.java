package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
  private static final String TAG = "\"abc\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                | -       | 10 | all",
        "bytes=0-         | -       | 10 | 0 10",
        "bytes=0-0        | -       | 10 | 0 1",
        "bytes=3-5        | -       | 10 | 3 6",
        "bytes=3-50       | -       | 10 | 3 10",
        "bytes=9-9        | -       | 10 | 9 10",
        "bytes=10-        | -       | 10 | beyond",
        "bytes=10-12      | -       | 10 | beyond",
        "bytes=-3         | -       | 10 | 7 10",
        "bytes=-30        | -       | 10 | 0 10",
        "bytes=-0         | -       | 10 | beyond",
        "bytes=-          | -       | 10 | all",
        "bytes=5-3        | -       | 10 | all",
        "bytes=0-         | -       | 0  | beyond",
        "bytes=1-2,4-5    | -       | 10 | all",
        "bytes=a-         | -       | 10 | all",
        "items=0-3        | -       | 10 | all",
        "bytes=99999999999999999999- | - | 10 | all",
        "bytes=3-5        | \"abc\" | 10 | 3 6",
        "bytes=3-5        | \"abd\" | 10 | all",
        "bytes=3-5        | W/\"abc\" | 10 | all",
        "bytes=3-5        | Wed, 21 Oct 2015 07:28:00 GMT | 10 | all",
      })
  void isWhatTheStandardSays(String asked, String unless, long length, String expected) {
    assertEquals(expected, shown(Range.of(asked, unless, TAG, length)));
  }

  private static String shown(Range range) {
    return switch (range) {
      case Range.All() -> "all";
      case Range.Some(long from, long to) -> from + " " + to;
      case Range.Beyond() -> "beyond";
    };
  }

  @Test
  void neverReachesBeyondTheEnd() {
    for (int from = 0; from < 12; from++) {
      for (int to = 0; to < 12; to++) {
        if (Range.of("bytes=" + from + "-" + to, null, TAG, 10) instanceof Range.Some some) {
          assertEquals(from, some.from());
          assertEquals(Math.min(10, to + 1), some.to());
        }
      }
    }
  }
}
