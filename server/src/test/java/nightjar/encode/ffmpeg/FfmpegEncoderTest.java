package nightjar.encode.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.time.Duration;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class FfmpegEncoderTest {
  private static final PictureFormat FORMAT = new PictureFormat(64, 48, 15, Colour.SYCC);
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(100_000, 15, Duration.ofSeconds(2));

  /// A camera that is opened again and again brings pictures of a new pool each time.
  @Test
  void keepsNoPictureOfACameraThatWasOpenedAgain() throws Exception {
    try (var encoder = Jpeg.open(FORMAT, SETTINGS)) {
      var first = encodeOneOfItsOwnPool(encoder);
      for (int i = 0; i < 40; i++) {
        encodeOneOfItsOwnPool(encoder);
      }
      for (int i = 0; i < 100 && first.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertNull(first.get());
    }
  }

  /// Whoever filled it may have left the buffer's position anywhere.
  @Test
  void readsAPictureFromItsFirstByte() throws Exception {
    try (var pool = new PicturePool(FORMAT, 1);
        var one = Jpeg.open(FORMAT, SETTINGS);
        var other = Jpeg.open(FORMAT, SETTINGS)) {
      var picture = pool.take();
      assertNotNull(picture);
      for (long i = 0; i < picture.memory().byteSize(); i++) {
        picture.memory().set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7));
      }
      var expected = encoded(one, picture);
      picture.buffer().position(picture.buffer().limit());
      assertArrayEquals(expected, encoded(other, picture));
      picture.release();
    }
  }

  private static byte[] encoded(Encoder encoder, Picture picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    encoder.encode(
        picture, false, (data, _) -> bytes.writeBytes(data.toArray(ValueLayout.JAVA_BYTE)));
    return bytes.toByteArray();
  }

  private static WeakReference<Picture> encodeOneOfItsOwnPool(Encoder encoder) throws IOException {
    try (var pool = new PicturePool(FORMAT, 1)) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("a new pool has a picture");
      }
      encoder.encode(picture, false, (_, _) -> {});
      picture.release();
      return new WeakReference<>(picture);
    }
  }
}
