package nightjar.governor;

/// What is done without. Parts of one are of what is set: 1 leaves it as it is.
///
/// @param detection of the rate of looks for objects
/// @param motion of the rate of looks for motion
/// @param mainRate of main's pictures a second
/// @param mainBits of main's bits a second
/// @param sub of the sub's pictures a second and, as those, of its bits
/// @param moving viewers of whom each gets video; those that came after them get single pictures
public record Shed(
    double detection, double motion, double mainRate, double mainBits, double sub, int moving) {
  public static final Shed NOTHING = new Shed(1, 1, 1, 1, 1, Integer.MAX_VALUE);

  /// Whether what is seen is worse for it.
  public boolean showsLess() {
    return mainRate < 1 || mainBits < 1 || sub < 1;
  }
}
