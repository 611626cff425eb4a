package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A viewer who stops reading harms nobody, and goes on at an IDR.
class SlowViewerTest {
  private static final String BUSY =
      """
      listen: 127.0.0.1:0
      cameras:
        front:
          source: demo
          width: 640
          height: 360
          fps: 30
          main:
            bitrate: 8M
            gop: 500ms
          keep:
            bytes: 4M
            time: 1s
      """;
  private static final int MOST_HELD = 6 << 20; // what is kept, rounded up to slabs, and on its way

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger gaps = new AtomicInteger();

  @Test
  void harmsNobodyAndGoesOnAtAnIdr() throws Exception {
    try (var server = new RunningServer(BUSY);
        var slow = server.watch().start();
        var well = server.watch().start()) {
      long last = slow.nextPicture().sequence();
      var reader = Thread.startVirtualThread(() -> readOn(well));
      long sent = server.metric("nightjar_live_fragments_total");
      awaitStalled(server, sent);
      var again = firstAfterGap(slow, last);
      assertTrue(again.idr() && again.afterGap());
      assertEquals(again.sequence() + 1, slow.nextPicture().sequence());
      over.set(true);
      reader.join();
      assertEquals(0, gaps.get());
      server.assertSaidNothingBad();
    }
  }

  /// Long enough for everything between here and there to be full, and for what is kept to be over.
  private static void awaitStalled(RunningServer server, long sent) throws Exception {
    Await.until(
        () -> {
          long held = server.metric("nightjar_fragment_bytes");
          assertTrue(held < MOST_HELD, () -> "holds " + held + " bytes");
          return server.metric("nightjar_live_fragments_total") > sent + 150;
        },
        () -> "the other viewer waits too");
  }

  private static RawWebSocket.Message firstAfterGap(RawWebSocket slow, long last)
      throws IOException {
    long before = last;
    boolean told = false;
    for (int i = 0; i < 10_000; i++) {
      var message = slow.next();
      told |= message.opcode() == RawWebSocket.TEXT && message.text().contains("\"skipped\"");
      if (message.isPicture() && message.sequence() != before + 1) {
        assertTrue(told, "was not told");
        return message;
      }
      before = message.isPicture() ? message.sequence() : before;
    }
    throw new AssertionError("nothing was left out");
  }

  private void readOn(RawWebSocket viewer) {
    try {
      long last = viewer.nextPicture().sequence();
      while (!over.get()) {
        var next = viewer.nextPicture();
        gaps.addAndGet(next.sequence() == last + 1 ? 0 : 1);
        last = next.sequence();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
