package nightjar.camera.demo;

import java.util.Random;
import nightjar.camera.demo.Canvas.Paint;

/// What stands still in the scene: a house, hills and trees at dusk. Drawn once.
final class Backdrop {
  private static final Paint SKY_HIGH = Paint.rgb(0x1d2b53);
  private static final Paint SKY_LOW = Paint.rgb(0xe79c6b);
  private static final Paint STAR = Paint.rgb(0xf4f1de);
  private static final Paint MOON = Paint.rgb(0xf6efd2);
  private static final Paint FAR_HILL = Paint.rgb(0x4b5275);
  private static final Paint NEAR_HILL = Paint.rgb(0x33415c);
  private static final Paint GRASS = Paint.rgb(0x3a5a40);
  private static final Paint GRASS_NEAR = Paint.rgb(0x23372a);
  private static final Paint PATH = Paint.rgb(0x8d8677);
  private static final Paint WALL = Paint.rgb(0xcbb89d);
  private static final Paint ROOF = Paint.rgb(0x6b3f3a);
  private static final Paint DOOR = Paint.rgb(0x3d2b24);
  private static final Paint LIGHT = Paint.rgb(0xffd27f);
  private static final Paint FRAME = Paint.rgb(0x4f4238);
  private static final Paint TRUNK = Paint.rgb(0x3b2f2a);
  private static final Paint LEAVES = Paint.rgb(0x27402f);

  private static final double HORIZON = 400;

  private Backdrop() {}

  static void draw(Canvas canvas, long seed) {
    var random = new Random(seed);
    sky(canvas, random);
    hills(canvas);
    ground(canvas);
    house(canvas);
    tree(canvas, random, 1110, 430, 1.25);
    tree(canvas, random, 90, 420, 0.9);
    fence(canvas);
  }

  private static void sky(Canvas canvas, Random random) {
    for (double y = 0; y < HORIZON; y += canvas.unit()) {
      double low = Math.pow(y / HORIZON, 1.8);
      canvas.rectangle(0, y, 1280, y + canvas.unit(), SKY_HIGH.mix(SKY_LOW, low));
    }
    for (int i = 0; i < 60; i++) {
      double y = random.nextDouble(HORIZON * 0.5);
      double size = 0.8 + random.nextDouble(1.2);
      canvas.ellipse(random.nextDouble(1280), y, size, size, STAR);
    }
    canvas.ellipse(1010, 120, 38, 38, MOON);
  }

  private static void hills(Canvas canvas) {
    hill(canvas, FAR_HILL, 330, 40, 0.006, 0.5);
    hill(canvas, NEAR_HILL, 370, 28, 0.009, 2.1);
  }

  private static void hill(
      Canvas canvas, Paint paint, double top, double swing, double rate, double phase) {
    canvas.fill(
        0,
        top - swing,
        1280,
        HORIZON,
        paint,
        (x, y) -> {
          double edge = top + swing * Math.sin(x * rate + phase) * Math.cos(x * rate * 0.37);
          return Math.clamp((y - edge) / canvas.unit() + 0.5, 0, 1);
        });
  }

  private static void ground(Canvas canvas) {
    double bottom = canvas.bottom();
    for (double y = HORIZON; y < bottom; y += canvas.unit()) {
      double near = (y - HORIZON) / Math.max(1, bottom - HORIZON);
      canvas.rectangle(0, y, 1280, y + canvas.unit(), GRASS.mix(GRASS_NEAR, near));
    }
    canvas.rectangle(0, 560, 1280, 628, PATH);
    canvas.fill(
        560, 500, 720, 560, PATH, (x, y) -> Math.abs(x - 640) < 28 + (y - 500) * 0.4 ? 1 : 0);
  }

  private static void house(Canvas canvas) {
    canvas.rectangle(470, 300, 810, 505, WALL);
    canvas.fill(
        440,
        205,
        840,
        302,
        ROOF,
        (x, y) -> Math.clamp((y - 205 - (Math.abs(x - 640) - 120) * 1.2) / canvas.unit(), 0, 1));
    canvas.rectangle(730, 205, 762, 275, ROOF);
    canvas.rectangle(608, 400, 672, 505, DOOR);
    canvas.ellipse(662, 455, 4, 4, LIGHT);
    window(canvas, 510, 345);
    window(canvas, 702, 345);
  }

  private static void window(Canvas canvas, double x, double y) {
    canvas.rectangle(x, y, x + 70, y + 80, FRAME);
    canvas.rectangle(x + 5, y + 5, x + 33, y + 38, LIGHT);
    canvas.rectangle(x + 37, y + 5, x + 65, y + 38, LIGHT);
    canvas.rectangle(x + 5, y + 42, x + 33, y + 75, LIGHT);
    canvas.rectangle(x + 37, y + 42, x + 65, y + 75, LIGHT);
  }

  private static void tree(Canvas canvas, Random random, double x, double foot, double size) {
    canvas.rectangle(x - 11 * size, foot - 90 * size, x + 11 * size, foot + 60 * size, TRUNK);
    for (int i = 0; i < 40; i++) {
      double angle = random.nextDouble(2 * Math.PI);
      double far = Math.sqrt(random.nextDouble()) * 80 * size;
      double r = (18 + random.nextDouble(16)) * size;
      var paint = LEAVES.mix(GRASS, random.nextDouble(0.6));
      canvas.ellipse(
          x + far * Math.cos(angle), foot - 150 * size + far * Math.sin(angle) * 0.85, r, r, paint);
    }
  }

  private static void fence(Canvas canvas) {
    for (int x = 6; x < 1280; x += 34) {
      canvas.rectangle(x, 648, x + 12, 702, TRUNK);
    }
    canvas.rectangle(0, 660, 1280, 667, TRUNK);
    canvas.rectangle(0, 684, 1280, 691, TRUNK);
  }
}
