package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final long SECOND = 1_000_000_000;

  private static Inbox.Seen seen(ClientMessage.Wish wish, long tick) {
    long reports = tick / SECOND;
    var slow = new ClientMessage.Report(5_000, 15 * reports, 0, 0, 0, 0, false);
    return new Inbox.Seen(
        null, null, wish, null, new Inbox.Reported(slow, tick), 640, false, false, false);
  }

  @Test
  void whoWishesAnewIsGivenItThoughTheBrowserDidNotKeepUpBefore() {
    try (var camera = FakeCamera.withSub()) {
      var play = ClientMessage.Play.MSE;
      var start = new ClientMessage.Start(play, List.of("avc1", "jpeg"), false, 640, 360);
      var wish = ClientMessage.Wish.AUTO;
      var quality = new Quality(camera.watchable(), start, wish, Box.STRONG, () -> true, 0);
      for (long tick = SECOND; tick <= 3 * SECOND; tick += SECOND) {
        quality.heed(seen(wish, tick), List::of, tick);
      }
      assertEquals("small", quality.step().rung().word());
      long after = 3 * SECOND + 1;
      quality.heed(seen(ClientMessage.Wish.BEST, after), List::of, after);
      assertEquals("full", quality.step().rung().word());
    }
  }
}
