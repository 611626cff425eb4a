package nightjar.encode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Pictures of which all moves: a camera that pans over a wall of texture, with a sensor's noise.
public final class BusyScene {
  private static final int STEP = 4; // samples a picture
  private static final int NOISE = 1 << 16; // a power of two

  private final PictureFormat format;
  private final byte[] noise = new byte[NOISE];
  private final byte[] wall; // rows of twice the picture's width, the second half as the first
  private final byte[] row;
  private int shown;

  /// @param seed of the wall; another is another scene
  public BusyScene(PictureFormat format, long seed) {
    this.format = format;
    int width = 2 * format.width();
    this.wall = new byte[width * format.height()];
    this.row = new byte[format.width()];
    var random = new Random(seed);
    var cells = new byte[64 * 64];
    random.nextBytes(cells);
    random.nextBytes(noise);
    for (int i = 0; i < wall.length; i++) {
      int x = i % format.width();
      int y = i / width;
      int cell = cells[(y / 12 & 63) * 64 + (x / 16 & 63)] & 127;
      wall[i] = (byte) (64 + cell + (noise[x * 31 + y * 57 & NOISE - 1] >> 4));
    }
  }

  public void draw(Picture into) {
    int from = STEP * shown % format.width();
    int at = shown++ * 7919;
    for (int y = 0; y < format.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        int still = wall[2 * y * row.length + from + x];
        row[x] = (byte) (still + (noise[at++ & NOISE - 1] >> 5));
      }
      MemorySegment.copy(row, 0, into.memory(), JAVA_BYTE, (long) y * row.length, row.length);
    }
    into.memory().asSlice(into.chromaBlueOffset()).fill((byte) 128);
  }
}
