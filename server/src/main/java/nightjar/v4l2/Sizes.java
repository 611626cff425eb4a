package nightjar.v4l2;

import java.util.List;

/// The sizes in which a device delivers one format.
public sealed interface Sizes {
  boolean offers(int width, int height);

  /// For people.
  String words();

  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /// The device does not say.
  record Unknown() implements Sizes {
    @Override
    public boolean offers(int width, int height) {
      return true;
    }

    @Override
    public String words() {
      return "sizes it does not tell";
    }
  }

  record Listed(List<Size> all) implements Sizes {
    public Listed {
      all = List.copyOf(all);
    }

    @Override
    public boolean offers(int width, int height) {
      return all.contains(new Size(width, height));
    }

    @Override
    public String words() {
      return String.join(", ", all.stream().map(Size::toString).toList());
    }
  }

  /// Any between two, in steps.
  record Between(Size least, Size most, Size step) implements Sizes {
    @Override
    public boolean offers(int width, int height) {
      return fits(width, least.width, most.width, step.width)
          && fits(height, least.height, most.height, step.height);
    }

    private static boolean fits(int value, int least, int most, int step) {
      return value >= least && value <= most && (step <= 1 || (value - least) % step == 0);
    }

    @Override
    public String words() {
      return least + " to " + most;
    }
  }
}
