package nightjar.v4l2;

/// Pictures a second, as a fraction: 30000 in 1001 seconds.
public record Rate(int pictures, int seconds) {
  private static final int PARTS = 1000;

  public Rate {
    if (pictures <= 0 || seconds <= 0) {
      throw new IllegalArgumentException("no rate: %d in %d s".formatted(pictures, seconds));
    }
  }

  public static Rate of(double fps) {
    return fps == Math.rint(fps)
        ? new Rate((int) fps, 1)
        : new Rate((int) Math.round(fps * PARTS), PARTS);
  }

  public double fps() {
    return (double) pictures / seconds;
  }
}
