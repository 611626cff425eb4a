package nightjar.filter;

import static java.util.stream.Collectors.toMap;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The alphabet: each letter as lines a pen draws, on a grid five wide and eleven high.
///
/// Capitals stand on row 8 and reach up to row 2, small letters to row 4; what hangs goes down to
/// row 10, and marks stand above. Drawn with a pen one unit wide every letter is an old terminal's
/// of 5x7 dots; drawn larger it has smooth slopes.
final class Strokes {
  private static final double CAPITAL_WITH_MARK = 5.0 / 6;
  private static final int BASELINE = 8;
  private static final double DOT = 0.2;

  /// A stroke from one place on the grid to another, or a dot.
  record Line(double x1, double y1, double x2, double y2) {
    /// To its middle; to a dot a little less, so that the pen draws it larger than it is wide.
    double distance(double x, double y) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double length2 = dx * dx + dy * dy;
      if (length2 == 0) {
        return Math.max(0, Math.hypot(x - x1, y - y1) - DOT);
      }
      double t = Math.clamp(((x - x1) * dx + (y - y1) * dy) / length2, 0, 1);
      return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
    }

    private Line raised() {
      return new Line(x1, y1 - 1, x2, y2 - 1);
    }

    /// Towards the baseline.
    private Line flatter(double by) {
      return new Line(x1, BASELINE - (BASELINE - y1) * by, x2, BASELINE - (BASELINE - y2) * by);
    }
  }

  // The letter, then its lines: column and row (a is 10) of each place the pen passes.
  private static final Map<Character, List<Line>> LETTERS =
      read(
          """
          ! 2226 28
          " 1213 3233
          # 1218 3238 0444 0646
          $ 4313041535463707 2228
          % 0743 0212130302 3747483837
          & 4804031223240607182846
          ' 2223
          ( 32141638
          ) 12343618
          * 2327 0446 4406
          + 2327 0545
          , 272819
          - 1535
          . 28
          / 08074342
          0 123243473818070312
          1 132228 1838
          2 03123243440848
          3 0312324344354647381807 2535
          4 3832050646
          5 420204344547381807
          6 32220407183847463505
          7 0242432528
          8 123243443546473818070615040312 1535
          9 18284643321203041545
          : 24 27
          ; 24 272819
          < 320538
          = 0444 0646
          > 124518
          ? 031232434426 28
          @ 3818070312324346262444
          A 0804224448 0646
          B 023243443505 354647380802
          C 4332120307183847
          D 02224446280802
          E 42020848 0535
          F 420208 0535
          G 43321203071838474525
          H 0208 4248 0545
          I 1232 2228 1838
          J 4247381807
          K 0208 421505 1548
          L 020848
          M 0802244248
          N 0802 0347 4842
          O 123243473818070312
          P 08023243443505
          Q 123243473818070312 2648
          R 08023243443505 1548
          S 433212030415354647381807
          T 0242 2228
          U 020718384742
          V 0206284642
          W 0208264842
          X 02034748 42430708
          Y 0203254342 2528
          Z 024243070848
          [ 32121838
          \\ 02034748
          ] 12323818
          ^ 042244
          _ 0949
          ` 1223
          a 14344548 4616071848
          b 0208384745341405
          c 4534140507183847
          d 4248180705143445
          e 064645341405071838
          f 42322328 1444
          g 481807051444493a1a
          h 0208 0514344548
          i 142428 1838 22
          j 2434392a1a 32
          k 0208 442606 2648
          l 122228 1838
          m 0804142528 25344548
          n 0804 0514344548
          o 143445473818070514
          p 0a043445473808
          q 4a441405071848
          r 0408 05143445
          s 4414051636473808
          t 1217283847 0434
          u 0407183847 4448
          v 0406284644
          w 04071827384744 2527
          x 0448 4408
          y 04071848 44493a1a
          z 04440848
          { 32232415262738
          | 222a
          } 12232435262718
          ~ 05143645
          \u2026 08 28 48
          \u00a1 24 262a
          \u00a2 4534140507183847 2329
          \u00a3 43322213170848 0535
          \u00a4 1434361614 1403 3443 3647 1607
          \u00a5 0203254342 2528 0646
          \u00a6 2224 2729
          \u00a7 42120314344536 14051636473808
          \u00a8 12 32
          \u00a9 123243473818070312 3424152636
          \u00aa 123235151434 0747
          \u00ab 240628 442648
          \u00ac 054547
          \u00ad 1535
          \u00ae 123243473818070312 262434
          \u00af 0242
          \u00b0 2233241322
          \u00b1 2226 0444 0848
          \u00b2 1232331535
          \u00b3 12323515 2333
          \u00b4 3223
          \u00b5 0a04 07183847 4448
          \u00b6 48421203041525 2228
          \u00b7 25
          \u00b8 28291a
          \u00b9 132225 1535
          \u00ba 1232351512 0747
          \u00bb 042608 244628
          \u00bc 0204 0743 48452747
          \u00bd 0204 0743 2646472848
          \u00be 02121404 0313 0743 48452747
          \u00bf 493a1a090826 24
          \u00c6 08042242 222848 0545
          \u00d0 02224446280802 0525
          \u00d7 0347 4307
          \u00d8 123243473818070312 0743
          \u00de 0208 033344453606
          \u00df 0803123243443546473828 2535
          \u00e6 041425344546160718273848 2527
          \u00f0 143445473818070514 454422 1332
          \u00f7 0545 23 27
          \u00f8 143445473818070514 0844
          \u00fe 020a 043445473808
          """);

  // What a letter may carry, as it stands above a small one.
  private static final Map<Character, List<Line>> MARKS =
      read(
          """
          \u0300 1122
          \u0301 3122
          \u0302 122132
          \u0303 02113241
          \u0308 12 32
          \u030a 2031221120
          \u0327 28291a
          """);

  private Strokes() {}

  /// None for a space, or for what is not in Latin-1.
  static List<Line> of(char c) {
    var parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    var letter = LETTERS.getOrDefault(parts.charAt(0), List.of());
    return parts.length() == 1 ? letter : marked(parts.charAt(0), letter, parts.charAt(1));
  }

  /// A capital makes room for what stands above it; an i loses its dot.
  private static List<Line> marked(char letter, List<Line> lines, char mark) {
    var marks = MARKS.getOrDefault(mark, List.of());
    var both = new ArrayList<Line>();
    if (letter == 'i') {
      both.addAll(lines.subList(0, lines.size() - 1));
      both.addAll(marks);
    } else if (Character.isUpperCase(letter) && marks.getFirst().y1() < BASELINE) {
      lines.forEach(line -> both.add(line.flatter(CAPITAL_WITH_MARK)));
      boolean high = marks.stream().anyMatch(line -> line.y1() < 1);
      marks.forEach(line -> both.add(high ? line : line.raised()));
    } else {
      both.addAll(lines);
      both.addAll(marks);
    }
    return both;
  }

  private static Map<Character, List<Line>> read(String table) {
    return table.lines().collect(toMap(line -> line.charAt(0), line -> lines(line.substring(2))));
  }

  private static List<Line> lines(String strokes) {
    var lines = new ArrayList<Line>();
    for (var stroke : strokes.split(" ", -1)) {
      int last = stroke.length() - 2;
      for (int i = 0; i == 0 || i < last; i += 2) {
        int next = Math.min(i + 2, last);
        lines.add(
            new Line(at(stroke, i), at(stroke, i + 1), at(stroke, next), at(stroke, next + 1)));
      }
    }
    return lines;
  }

  private static int at(String stroke, int i) {
    return Character.digit(stroke.charAt(i), 16);
  }
}
