package nightjar.filter;

/// A line of text on every picture.
///
/// @param label at most 40 printable characters of Latin-1; may be empty where the time is shown
/// @param time whether local time follows the label, as `2026-11-24 19:41:05`
public record Overlay(String label, boolean time, Corner corner, Size size) {
  private static final int LONGEST = 40;

  public enum Corner {
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    BOTTOM_RIGHT;

    boolean isTop() {
      return this == TOP_LEFT || this == TOP_RIGHT;
    }

    boolean isLeft() {
      return this == TOP_LEFT || this == BOTTOM_LEFT;
    }
  }

  /// How high the text is, from capitals' tops to descenders' ends, as a part of the picture's
  /// shorter side.
  public enum Size {
    SMALL(36),
    MEDIUM(24),
    LARGE(16);

    private final int part;

    Size(int part) {
      this.part = part;
    }

    int part() {
      return part;
    }
  }

  public Overlay {
    if (label.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an overlay's label has at most %d characters: %d".formatted(LONGEST, label.length()));
    }
    if (label.isBlank() && !time) {
      throw new IllegalArgumentException("an overlay shows a label, the time, or both");
    }
    label.chars().filter(c -> !isPrintable(c)).findFirst().ifPresent(Overlay::refuse);
  }

  static boolean isPrintable(int c) {
    return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xff);
  }

  private static void refuse(int c) {
    throw new IllegalArgumentException(
        "an overlay's label is made of printable Latin-1 characters, which U+%04X is not"
            .formatted(c));
  }
}
