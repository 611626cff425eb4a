package nightjar.motion;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A camera's pictures, painted: a textured place, things in it, the light on it, the sensor's
/// noise. The same seed paints the same pictures.
///
/// Places and sizes are parts of the picture, so that a scene is the same at all sizes. Brightness
/// is in sixteenths of a level.
final class Scene implements AutoCloseable {
  static final int WHITE = 255 * 16;

  private static final int MARGIN = 4; // samples that a shaking camera may see beyond
  private static final int GRAINS = 1 << 16;

  final int width;
  final int height;
  private final long seed;
  private final int stride;
  private final int[] place; // with a margin
  private final int[] canvas;
  private final int[] grains = new int[GRAINS];
  private final int[] curve = new int[WHITE + 1];
  private final int[] line;
  private final byte[] row;
  private final Random random;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment luma;
  private final List<Thing> things = new ArrayList<>();
  private @Nullable Light light;
  private Shaking shaking = (_, _) -> 0;
  private Turn turn = new Turn(false, false, false);

  /// Something that is painted over what is there.
  @FunctionalInterface
  interface Thing {
    void paint(Scene on, double seconds);
  }

  /// What becomes of a sample.
  ///
  /// @see #fill
  @FunctionalInterface
  interface Shade {
    int of(double x, double y, int before);
  }

  /// What a brightness becomes at a time.
  @FunctionalInterface
  interface Light {
    double of(double seconds, double level);
  }

  /// By how many samples the camera is off; at most the margin.
  @FunctionalInterface
  interface Shaking {
    int at(double seconds, boolean across);
  }

  /// How the finished picture is held; `swapped` needs a square one.
  record Turn(boolean across, boolean down, boolean swapped) {}

  Scene(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.seed = seed;
    this.stride = width + 2 * MARGIN;
    this.place = new int[stride * (height + 2 * MARGIN)];
    this.canvas = new int[width * height];
    this.line = new int[width];
    this.row = new byte[width];
    this.luma = arena.allocate((long) width * height);
    this.random = new Random(seed);
    paintPlace();
    noise(0.7);
  }

  long seed() {
    return seed;
  }

  /// @param levels standard deviation
  Scene noise(double levels) {
    var grain = new Random(seed);
    for (int i = 0; i < GRAINS; i++) {
      grains[i] = (int) Math.round(grain.nextGaussian() * levels * 16);
    }
    return this;
  }

  Scene with(Thing thing) {
    things.add(thing);
    return this;
  }

  Scene lit(Light how) {
    light = how;
    return this;
  }

  Scene shaken(Shaking how) {
    shaking = how;
    return this;
  }

  Scene turned(Turn how) {
    turn = how;
    return this;
  }

  MemorySegment at(double seconds) {
    int aside = MARGIN + shaking.at(seconds, true);
    int below = MARGIN + shaking.at(seconds, false);
    for (int y = 0; y < height; y++) {
      System.arraycopy(place, (y + below) * stride + aside, canvas, y * width, width);
    }
    for (var thing : things) {
      thing.paint(this, seconds);
    }
    light(seconds);
    boolean turned = turn.across || turn.down || turn.swapped;
    for (int y = 0; y < height; y++) {
      if (turned) {
        turn(y);
      } else {
        System.arraycopy(canvas, y * width, line, 0, width);
      }
      develop();
      MemorySegment.copy(row, 0, luma, JAVA_BYTE, (long) y * width, width);
    }
    return luma;
  }

  private void light(double seconds) {
    if (light == null) {
      return;
    }
    for (int level = 0; level <= WHITE; level++) {
      curve[level] = clamp((int) Math.round(light.of(seconds, level)));
    }
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = curve[canvas[i]];
    }
  }

  private void turn(int y) {
    int from = turn.down ? height - 1 - y : y;
    for (int x = 0; x < width; x++) {
      int of = turn.across ? width - 1 - x : x;
      line[x] = canvas[turn.swapped ? of * width + from : from * width + of];
    }
  }

  private void develop() {
    int grain = random.nextInt(GRAINS - width);
    for (int x = 0; x < width; x++) {
      row[x] = (byte) Math.clamp((line[x] + grains[grain + x] + 8) >> 4, 0, 255);
    }
  }

  static int clamp(int level) {
    return level < 0 ? 0 : level > WHITE ? WHITE : level;
  }

  /// Paints a rectangle; what is beyond the picture is cut off.
  void fill(double left, double top, double right, double bottom, Shade shade) {
    int fromX = (int) Math.max(0, Math.ceil(left * width - 0.5));
    int toX = (int) Math.min(width, Math.ceil(right * width - 0.5));
    int fromY = (int) Math.max(0, Math.ceil(top * height - 0.5));
    int toY = (int) Math.min(height, Math.ceil(bottom * height - 0.5));
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        int i = y * width + x;
        canvas[i] = clamp(shade.of((x + 0.5) / width, (y + 0.5) / height, canvas[i]));
      }
    }
  }

  void ellipse(double x, double y, double halfWidth, double halfHeight, Shade shade) {
    fill(
        x - halfWidth,
        y - halfHeight,
        x + halfWidth,
        y + halfHeight,
        (atX, atY, before) -> {
          double across = (atX - x) / halfWidth;
          double down = (atY - y) / halfHeight;
          return across * across + down * down > 1 ? before : shade.of(atX, atY, before);
        });
  }

  /// A gradient, blotches of three sizes, the boards of a fence, a bright window.
  private void paintPlace() {
    var made = new Random(seed ^ 0x5eed);
    double[] phases = made.doubles(6, 0, 2 * Math.PI).toArray();
    for (int y = 0; y < height + 2 * MARGIN; y++) {
      for (int x = 0; x < stride; x++) {
        double atX = (double) (x - MARGIN) / width;
        double atY = (double) (y - MARGIN) / height;
        double level = 75 + 60 * atY + 20 * atX;
        for (int size = 0; size < 3; size++) {
          double waves = 9 * Math.pow(2.6, size);
          double both =
              Math.sin(atX * waves + phases[size]) * Math.sin(atY * waves + phases[size + 3]);
          level += both * 16 / (size + 1);
        }
        level -= atY > 0.3 && atY < 0.5 && atX * 24 % 1 < 0.12 ? 45 : 0;
        level = atX > 0.7 && atX < 0.8 && atY > 0.1 && atY < 0.25 ? 225 : level;
        place[y * stride + x] = clamp((int) Math.round(level * 16));
      }
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
