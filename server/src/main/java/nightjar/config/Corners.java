package nightjar.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Corners of an area of the picture, as people write them.
final class Corners {
  static final String RIGHT =
      "points as \"x,y x,y x,y\" in percent of the picture's width and height as seen; two are the corners of a rectangle";

  private static final Pattern CORNER =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?),(\\d{1,3}(?:\\.\\d{1,3})?)");

  private Corners() {}

  /// @param x from 0 to 1, as is `y`
  record Corner(double x, double y) {}

  /// @param right said when they are not
  static List<Corner> parse(String text, String right) {
    var corners = new ArrayList<Corner>();
    for (var one : text.strip().split("\\s+", -1)) {
      corners.add(corner(one, right));
    }
    return corners.size() == 2 ? rectangle(corners.get(0), corners.get(1)) : corners;
  }

  private static Corner corner(String text, String right) {
    var numbers = CORNER.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(right);
    }
    double x = Double.parseDouble(numbers.group(1));
    double y = Double.parseDouble(numbers.group(2));
    if (x > 100 || y > 100) {
      throw new IllegalArgumentException(right);
    }
    return new Corner(x / 100, y / 100);
  }

  private static List<Corner> rectangle(Corner a, Corner b) {
    return List.of(a, new Corner(b.x(), a.y()), b, new Corner(a.x(), b.y()));
  }
}
