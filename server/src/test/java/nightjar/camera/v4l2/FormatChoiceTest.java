package nightjar.camera.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import nightjar.camera.V4l2Options.Format;
import nightjar.v4l2.Rate;
import nightjar.v4l2.Rates;
import nightjar.v4l2.Videodev2;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatChoiceTest {
  /// What the camera gives in the size asked for: formats and the rates of each; `?` is one that
  /// does not tell its rates.
  @ParameterizedTest
  @CsvSource({
    "AUTO, 15, YUYV 30 15|MJPG 30,        YUYV 15",
    "AUTO, 15, MJPG 30|YUYV 30|NV12 30,   NV12 30",
    "AUTO, 30, YUYV 10|MJPG 30,           MJPG 30",
    "AUTO, 30, MJPG 30|YUYV 10|NV12 5,    MJPG 30",
    "AUTO, 30, YUYV 10|NV12 5,            YUYV 10",
    "AUTO, 30, YUYV 10|MJPG 10,           YUYV 10",
    "AUTO, 30, YUYV 28|MJPG 30,           YUYV 28",
    "AUTO, 30, H264 30,                   none",
    "AUTO, 30, H264 30|MJPG 15,           MJPG 15",
    "AUTO, 30, RGB3 30|JPEG 25,           JPEG 25",
    "AUTO, 25, YUYV ?|MJPG 30,            YUYV 25",
    "MJPEG, 15, YUYV 15|MJPG 30 5,        MJPG 5",
    "MJPEG, 15, YUYV 15,                  none",
    "YUYV, 30, MJPG 30|YUYV 5,            YUYV 5",
    "NV12, 30, MJPG 30|YUYV 5,            none",
    "H264, 30, MJPG 30|H264 24,           H264 24",
  })
  void theCheapestThatGivesWhatIsAskedFor(Format wanted, double fps, String offers, String taken) {
    var candidates = new ArrayList<FormatChoice.Candidate>();
    for (var offer : offers.split("\\|", -1)) {
      var words = List.of(offer.split(" ", -1));
      candidates.add(
          new FormatChoice.Candidate(
              Videodev2.fourcc(words.getFirst()), rates(words.subList(1, words.size()))));
    }
    assertEquals(
        taken,
        FormatChoice.of(wanted, fps, candidates)
            .map(c -> Videodev2.letters(c.fourcc()) + " " + (int) c.rate().fps())
            .orElse("none"));
  }

  private static Rates rates(List<String> fps) {
    return fps.equals(List.of("?"))
        ? new Rates.Unknown()
        : new Rates.Listed(fps.stream().map(f -> new Rate(Integer.parseInt(f), 1)).toList());
  }
}
