package nightjar.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.filter.Mask.Point;
import nightjar.filter.Overlay.Corner;
import nightjar.filter.Overlay.Size;
import nightjar.media.Picture;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class FilterTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Overlay OVERLAY =
      new Overlay("Front door", true, Corner.BOTTOM_LEFT, Size.MEDIUM);
  private static final Mask MASK =
      new Mask(List.of(new Point(0, 0), new Point(0.7, 0.1), new Point(0.3, 1)));

  /// Turning, masking and captioning one after another is what doing all at once gives.
  @Test
  void theOrderIsTurnThenMasksThenOverlay() {
    var before = Raw.format(194, 130);
    var after = Raw.format(130, 194);
    var noise = Raw.noise(before, new Random(6));
    var turned = Raw.filtered(TurnTest.turned(Turn.LEFT, true), before, noise);
    var masked = Raw.filtered(only(List.of(MASK), Optional.empty()), after, turned);
    var captioned = Raw.filtered(only(List.of(), Optional.of(OVERLAY)), after, masked);
    var all = new FilterConfig(Turn.LEFT, true, List.of(MASK), Optional.of(OVERLAY));
    assertArrayEquals(captioned, Raw.filtered(all, before, noise));
  }

  /// Now and then the compiler leaves something on the thread; a leak would be in every window.
  @Test
  void filteringAllocatesNothing() {
    var format = Raw.format(322, 242);
    for (var turn : Turn.values()) {
      var config = new FilterConfig(turn, true, List.of(MASK), Optional.of(OVERLAY));
      try (var filter = new Filter(config, format, BERLIN);
          var before = new PicturePool(format, 1);
          var after = new PicturePool(filter.after(), 1)) {
        var from = Raw.take(before);
        var to = filter.inPlace() ? from : Raw.take(after);
        from.stamp(0, 1_795_000_000_000_000L);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 10; window++) {
          least = Math.min(least, allocated(() -> filter.apply(from, to), 30));
        }
        assertEquals(0, least, "bytes for 30 pictures, " + turn);
        from.release();
        if (to != from) {
          to.release();
        }
      }
    }
  }

  private static long allocated(Runnable call, int times) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      call.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - start;
  }

  /// The second changes: one line of text, and what tells the local time.
  @Test
  void aNewSecondAllocatesLittle() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var format = Raw.format(322, 242);
    try (var filter = new Filter(only(List.of(), Optional.of(OVERLAY)), format, BERLIN);
        var pool = new PicturePool(format, 1)) {
      var picture = Raw.take(pool);
      seconds(filter, picture, 0, 100);
      long start = threads.getCurrentThreadAllocatedBytes();
      seconds(filter, picture, 100, 200);
      long each = (threads.getCurrentThreadAllocatedBytes() - start) / 100;
      assertTrue(each < 2048, each + " bytes a second");
      picture.release();
    }
  }

  private static void seconds(Filter filter, Picture picture, int from, int to) {
    for (int i = from; i < to; i++) {
      picture.stamp(0, 1_795_000_000_000_000L + i * 1_000_000L);
      filter.apply(picture, picture);
    }
  }

  @Test
  void theConfigIsAValue() {
    assertEquals(FilterConfig.NONE, only(List.of(), Optional.empty()));
  }

  private static FilterConfig only(List<Mask> masks, Optional<Overlay> overlay) {
    return new FilterConfig(Turn.NONE, false, masks, overlay);
  }
}
