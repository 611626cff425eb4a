package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
  private final FakeCamera camera = new FakeCamera(); // 320 across, the smaller 160

  @AfterEach
  void close() {
    camera.close();
  }

  private Ladder ladder(String play, String wish, List<String> codecs) {
    var start = new ClientMessage.Start(ClientMessage.Play.valueOf(play), codecs, true, 640, 360);
    return Ladder.of(camera.watchable(), start, ClientMessage.Wish.valueOf(wish));
  }

  private static String words(Ladder ladder) {
    return ladder.steps().stream()
        .map(step -> step.rung().word() + ":" + step.rendition().name())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "MSE,       AUTO,  true,  full:main small:sub keys:sub stills:jpeg",
    "WEBCODECS, BEST,  true,  full:main small:sub keys:sub stills:jpeg",
    "MSE,       SAVER, true,  full:main small:sub keys:sub stills:jpeg",
    "MSE,       AUTO,  false, full:main keys:main stills:jpeg",
    "JPEG,      AUTO,  true,  full:jpeg stills:jpeg",
    "MSE,       MAIN,  true,  full:main",
    "MSE,       SUB,   true,  small:sub",
    "MSE,       SUB,   false, full:main",
    "MSE,       JPEG,  true,  full:jpeg",
  })
  void isWhatTheCameraHasAndThePageCanShow(
      String play, String wish, boolean hasSub, String expected) {
    camera.hasSub = hasSub;
    assertEquals(expected, words(ladder(play, wish, List.of("avc1", "jpeg"))));
  }

  @Test
  void whoShowsNoJpegGetsNone() {
    camera.hasSub = true;
    assertEquals("full:main small:sub keys:sub", words(ladder("MSE", "AUTO", List.of("avc1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,  true,  640,  true,  0 NONE",
    "AUTO,  true,  0,    true,  0 NONE", // nobody knows
    "AUTO,  true,  178,  true,  0 NONE",
    "AUTO,  true,  177,  true,  1 SCREEN", // nine tenths of it are there
    "AUTO,  false, 100,  true,  0 NONE", // has nothing smaller
    "BEST,  true,  100,  true,  0 NONE",
    "SAVER, true,  640,  true,  1 ASKED",
    "SAVER, false, 640,  true,  1 ASKED",
    "MAIN,  true,  100,  true,  0 ASKED",
    "MAIN,  true,  100,  false, 0 ASKED",
    "AUTO,  true,  640,  false, 3 BOX",
    "BEST,  true,  640,  false, 3 BOX",
  })
  void theBestThatIsAllowed(
      String wish, boolean hasSub, int width, boolean moves, String expected) {
    camera.hasSub = hasSub;
    var ladder = ladder("MSE", wish, List.of("avc1", "jpeg"));
    var allowed = ladder.allowed(ClientMessage.Wish.valueOf(wish), width, moves);
    assertEquals(expected, allowed.option() + " " + allowed.by());
  }

  @Test
  void anEncoderThatFollowsNeedsItsLeastUnlessOthersWantMore() {
    camera.hasSub = true;
    camera.bitrate = 400_000;
    camera.least = 100_000;
    var ladder = ladder("MSE", "AUTO", List.of("avc1"));
    assertEquals(List.of(100_000L, 100_000L, 0L), ladder.needs(List.of()));
    try (var mine = camera.sub.subscribe();
        var _ = camera.main.subscribe()) {
      assertEquals(List.of(400_000L, 100_000L, 0L), ladder.needs(List.of(mine)));
      try (var another = camera.sub.subscribe()) {
        assertEquals(List.of(400_000L, 400_000L, 0L), ladder.needs(List.of(mine)));
        another.take(0);
        assertEquals(List.of(400_000L, 100_000L, 0L), ladder.needs(List.of(mine)));
      }
    }
  }
}
