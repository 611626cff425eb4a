package nightjar.filter;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.foreign.MemorySegment;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// Pictures on the heap, to compare.
final class Raw {
  private Raw() {}

  static PictureFormat format(int width, int height) {
    return new PictureFormat(width, height, 15, Colour.SYCC);
  }

  /// Even sizes from 16 on, small ones most often.
  static PictureFormat anyFormat(Random random) {
    int largest = random.nextInt(8) == 0 ? 300 : 80;
    return format(16 + 2 * random.nextInt(largest), 16 + 2 * random.nextInt(largest));
  }

  static byte[] noise(PictureFormat format, Random random) {
    var samples = new byte[(int) format.bytes()];
    random.nextBytes(samples);
    return samples;
  }

  static byte[] luma(PictureFormat format, int value) {
    var samples = new byte[(int) format.bytes()];
    MemorySegment.ofArray(samples).fill((byte) value);
    return samples;
  }

  static byte[] filtered(FilterConfig config, PictureFormat format, byte[] samples) {
    return filtered(config, format, samples, 0, ZoneOffset.UTC);
  }

  static byte[] filtered(
      FilterConfig config, PictureFormat format, byte[] samples, long captured, ZoneId zone) {
    try (var filter = new Filter(config, format, zone);
        var before = new PicturePool(format, 1);
        var after = new PicturePool(filter.after(), 1)) {
      var from = take(before);
      var to = filter.inPlace() ? from : take(after);
      MemorySegment.copy(samples, 0, from.memory(), JAVA_BYTE, 0, samples.length);
      from.stamp(captured * 1000, captured);
      filter.apply(from, to);
      var result = to.memory().toArray(JAVA_BYTE);
      from.release();
      if (to != from) {
        to.release();
      }
      return result;
    }
  }

  static Picture take(PicturePool pool) {
    var picture = pool.take();
    assertNotNull(picture);
    return picture;
  }
}
