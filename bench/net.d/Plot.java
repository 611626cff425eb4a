import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A case as a picture: how old what is on the screen is, over time, and what was sent.
final class Plot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int TOP = 46;
  private static final int BOTTOM = 214;
  private static final double CEILING = 3; // seconds; more is drawn at the upper edge
  private static final List<String> RUNGS = List.of("full", "small", "keys", "stills");
  private static final List<String> COLOURS = List.of("#d9efe3", "#fdf0c8", "#fbdcc4", "#f3cfd6");

  private final StringBuilder svg = new StringBuilder();
  private final double from;
  private final double to;

  private Plot(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /// A change of the network, and what to call it.
  record Mark(double at, String words) {}

  static void draw(Path file, String title, Seen seen, List<Mark> marks, double from, double to)
      throws IOException {
    var plot = new Plot(from, to);
    plot.frame(title);
    plot.rungs(seen);
    plot.axes();
    plot.marks(marks);
    plot.ages(seen);
    Files.writeString(file, plot.svg.append("</svg>\n"));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private double x(double at) {
    return LEFT + (at - from) / (to - from) * (WIDTH - LEFT - 12);
  }

  private static double y(double age) {
    return BOTTOM - Math.min(age, CEILING) / CEILING * (BOTTOM - TOP);
  }

  private void frame(String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT);
    add("<text x=\"%d\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, title);
    for (int i = 0; i < RUNGS.size(); i++) {
      int at = LEFT + 70 * i;
      add("<rect x=\"%d\" y=\"242\" width=\"12\" height=\"12\" fill=\"%s\" stroke=\"#999\" stroke-width=\"0.5\"/>", at, COLOURS.get(i));
      add("<text x=\"%d\" y=\"252\">%s</text>", at + 17, RUNGS.get(i));
    }
    add("<text x=\"%d\" y=\"252\" text-anchor=\"end\">line: age of the picture on the screen; seconds</text>", WIDTH - 12);
  }

  private void rungs(Seen seen) {
    double begun = from;
    var rung = seen.rung(from);
    for (double at = from; at <= to; at += 0.1) {
      var next = seen.rung(at);
      if (!next.equals(rung) || at + 0.1 > to) {
        int i = RUNGS.indexOf(rung);
        if (i >= 0) {
          add(
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
              x(begun), TOP, x(at) - x(begun), BOTTOM - TOP, COLOURS.get(i));
        }
        begun = at;
        rung = next;
      }
    }
  }

  private void axes() {
    for (int second = 0; second <= CEILING; second++) {
      add(
          "<path d=\"M%d %.1fH%d\" stroke=\"#888\" stroke-width=\"%s\"/>",
          LEFT, y(second), WIDTH - 12, second == 1 ? "1" : "0.4");
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d s</text>", LEFT - 6, y(second) + 4, second);
    }
    for (double at = Math.ceil(from / 10) * 10; at <= to; at += 10) {
      add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>", x(at), BOTTOM + 16, at);
    }
  }

  private void marks(List<Mark> marks) {
    for (var mark : marks) {
      add("<path d=\"M%.1f %dV%d\" stroke=\"#333\" stroke-dasharray=\"4 3\"/>", x(mark.at), TOP - 12, BOTTOM);
      add("<text x=\"%.1f\" y=\"%d\">%s</text>", x(mark.at) + 4, TOP - 4, mark.words);
    }
  }

  private void ages(Seen seen) {
    var line = new StringBuilder();
    for (double at = from; at <= to; at += 0.1) {
      double age = seen.age(at);
      if (!Double.isNaN(age)) {
        line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(age)));
      }
    }
    add("<polyline points=\"%s\" fill=\"none\" stroke=\"#1f4e79\" stroke-width=\"1.3\"/>", line.toString().strip());
  }
}
