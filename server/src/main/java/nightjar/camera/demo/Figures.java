package nightjar.camera.demo;

import nightjar.camera.demo.Canvas.Paint;

/// What moves in the scene: somebody walking, a car, a bird. All a function of the time, and of how
/// far each has come.
final class Figures {
  private static final Paint COAT = Paint.rgb(0xb5452f);
  private static final Paint TROUSERS = Paint.rgb(0x22304a);
  private static final Paint SKIN = Paint.rgb(0xe8b896);
  private static final Paint CAR = Paint.rgb(0x2f6690);
  private static final Paint GLASS = Paint.rgb(0x9fc5e8);
  private static final Paint TYRE = Paint.rgb(0x16161a);
  private static final Paint LAMP = Paint.rgb(0xfff3c4);
  private static final Paint BIRD = Paint.rgb(0x2b2622);

  private Figures() {}

  static void draw(Canvas canvas, double seconds, Visits.Scene scene) {
    if (Visits.Scene.isThere(scene.bird())) {
      bird(canvas, seconds, scene.bird());
    }
    if (Visits.Scene.isThere(scene.walker())) {
      walker(canvas, seconds, scene.walker(), scene.toTheRight());
    }
    if (Visits.Scene.isThere(scene.car())) {
      car(canvas, scene.car());
    }
  }

  /// Past the house, out of the picture on the other side.
  private static void walker(Canvas canvas, double t, double along, boolean right) {
    double x = -50 + 1380 * (right ? along : 1 - along);
    double step = Math.sin(t * 5.5);
    double bob = Math.abs(Math.cos(t * 5.5)) * 4;
    double hip = 545 - bob;
    canvas.line(x, hip, x + 22 * step, 602, 13, TROUSERS);
    canvas.line(x, hip, x - 22 * step, 602, 13, TROUSERS);
    canvas.line(x, hip - 2, x + (right ? 3 : -3), hip - 58, 28, COAT);
    canvas.line(x, hip - 54, x - 20 * step, hip - 16, 9, COAT);
    canvas.line(x, hip - 54, x + 20 * step, hip - 16, 9, COAT);
    canvas.ellipse(x + (right ? 5 : -5), hip - 88, 14, 17, SKIN);
  }

  private static void car(Canvas canvas, double along) {
    double x = -220 + 1720 * along;
    canvas.rectangle(x, 596, x + 200, 640, CAR);
    canvas.ellipse(x + 96, 598, 66, 36, CAR);
    canvas.ellipse(x + 96, 596, 54, 26, GLASS);
    canvas.rectangle(x + 92, 570, x + 100, 598, CAR);
    canvas.ellipse(x + 44, 642, 20, 20, TYRE);
    canvas.ellipse(x + 158, 642, 20, 20, TYRE);
    canvas.ellipse(x + 196, 614, 7, 7, LAMP);
  }

  private static void bird(Canvas canvas, double t, double along) {
    double x = -50 + 1380 * along;
    double y = 150 + 45 * Math.sin(t * 0.9);
    double wing = 22 * Math.sin(t * 9);
    canvas.ellipse(x, y, 15, 6, BIRD);
    canvas.line(x, y, x - 24, y - wing, 5, BIRD);
    canvas.line(x, y, x + 20, y - wing, 5, BIRD);
  }
}
