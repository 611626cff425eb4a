package nightjar.camera.demo;

import nightjar.camera.demo.Canvas.Paint;

/// The time a picture was made, drawn into it: cells that a program reads off a decoded picture, so
/// that a delay can be measured from the light to the eye, and digits for people.
///
/// Two rows of 32 square cells of 16 units, the first cell at (16, 16); white is 1. Row by row,
/// most significant bit first: 8 bits 10100110, 48 bits of milliseconds since 1970, 8 bits their
/// six bytes' exclusive or.
final class PictureClock {
  private static final int CELL = 16;
  private static final int CELLS_A_ROW = 32;
  private static final long MARK = 0b1010_0110;
  private static final Paint BLACK = Paint.rgb(0x000000);
  private static final Paint WHITE = Paint.rgb(0xffffff);

  // Seven segments of a digit: top, two upper, middle, two lower, bottom; one bit each.
  private static final int[] SEGMENTS = {
    0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010,
    0b1111111, 0b1111011
  };

  private PictureClock() {}

  static long cells(long millis) {
    long check = 0;
    for (int shift = 0; shift < 48; shift += 8) {
      check ^= millis >> shift & 0xff;
    }
    return MARK << 56 | (millis & 0xffff_ffff_ffffL) << 8 | check;
  }

  static void draw(Canvas canvas, long millis) {
    long cells = cells(millis);
    for (int i = 0; i < 64; i++) {
      double x = CELL * (1 + i % CELLS_A_ROW);
      double y = CELL * (1 + i / CELLS_A_ROW);
      boolean set = (cells >> (63 - i) & 1) == 1;
      canvas.rectangle(x, y, x + CELL, y + CELL, set ? WHITE : BLACK);
    }
    digits(canvas, millis);
  }

  /// Minutes, seconds and tenths: what an eye can follow, the same in every time zone.
  private static void digits(Canvas canvas, long millis) {
    double x = CELL * (CELLS_A_ROW + 2);
    double y = CELL;
    canvas.rectangle(x - 8, y - 4, x + 146, y + 36, BLACK);
    x = twoDigits(canvas, x, y, millis / 60_000 % 60);
    canvas.ellipse(x + 2, y + 10, 2, 2, WHITE);
    canvas.ellipse(x + 2, y + 22, 2, 2, WHITE);
    x = twoDigits(canvas, x + 10, y, millis / 1000 % 60);
    canvas.ellipse(x + 2, y + 30, 2, 2, WHITE);
    digit(canvas, x + 10, y, (int) (millis / 100 % 10));
  }

  private static double twoDigits(Canvas canvas, double x, double y, long value) {
    digit(canvas, x, y, (int) (value / 10));
    digit(canvas, x + 24, y, (int) (value % 10));
    return x + 48;
  }

  private static void digit(Canvas canvas, double x, double y, int value) {
    int lit = SEGMENTS[value];
    segment(canvas, lit, 6, x, y, x + 16, y);
    segment(canvas, lit, 5, x, y, x, y + 16);
    segment(canvas, lit, 4, x + 16, y, x + 16, y + 16);
    segment(canvas, lit, 3, x, y + 16, x + 16, y + 16);
    segment(canvas, lit, 2, x, y + 16, x, y + 32);
    segment(canvas, lit, 1, x + 16, y + 16, x + 16, y + 32);
    segment(canvas, lit, 0, x, y + 32, x + 16, y + 32);
  }

  private static void segment(
      Canvas canvas, int lit, int bit, double x1, double y1, double x2, double y2) {
    if ((lit >> bit & 1) == 1) {
      canvas.line(x1, y1, x2, y2, 4, WHITE);
    }
  }
}
