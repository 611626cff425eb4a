package nightjar.governor;

import org.jspecify.annotations.Nullable;

/// How the machine is at a moment. What it does not show is NaN, or null.
///
/// @param memoryFree bytes that programs can still have
/// @param cmaTotal bytes that only the camera's hardware, and what can be moved, may have
/// @param cmaFree bytes of them that nobody has
/// @param cpu busy part of all processors in the last second, 0 to 1
/// @param cores processors this program may use
/// @param load tasks that run or wait to, for each of `cores`, in the last seconds
/// @param temperature of the hottest place, in °C
/// @param power null on what is no Raspberry Pi
/// @param cpuPressure of this program's own control group where that is told apart, else of all
/// @param diskLatency milliseconds that the disk of footage took to keep what it was given
public record Readings(
    double memoryFree,
    double cmaTotal,
    double cmaFree,
    double cpu,
    int cores,
    double load,
    double temperature,
    @Nullable Power power,
    Pressure cpuPressure,
    Pressure memoryPressure,
    Pressure ioPressure,
    double diskLatency,
    @Nullable Wifi wifi) {
  /// What the Raspberry Pi's firmware says of now.
  ///
  /// @param undervolted the supply gives too little
  /// @param slowed the processors are held back, for heat or for the supply
  /// @param wasUndervolted the supply gave too little at some time since the start
  public record Power(boolean undervolted, boolean slowed, boolean wasUndervolted) {
    private static final long UNDERVOLTED = 1;
    private static final long SLOWED = 1 << 1 | 1 << 2 | 1 << 3; // capped, throttled, soft limit
    private static final long WAS_UNDERVOLTED = 1 << 16;

    /// @param flags as `vcgencmd get_throttled` prints them
    static Power of(long flags) {
      return new Power(
          (flags & UNDERVOLTED) != 0, (flags & SLOWED) != 0, (flags & WAS_UNDERVOLTED) != 0);
    }
  }

  /// Part of time in which tasks waited for something, 0 to 1: `some` at least one, `full` all.
  ///
  /// @param now in the last second
  /// @param fullNow likewise
  /// @param some mean of ten seconds
  /// @param full likewise
  public record Pressure(double now, double fullNow, double some, double full) {
    public static final Pressure UNKNOWN =
        new Pressure(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  /// How the wireless network does.
  ///
  /// @param bitrate bits a second on the air; half of that gets through at most
  /// @param signal dBm
  /// @param sending bits a second that this machine sends
  public record Wifi(double bitrate, double signal, double sending) {}

  /// Of a machine that shows nothing.
  public static Readings unknown(int cores) {
    return new Readings(
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        cores,
        Double.NaN,
        Double.NaN,
        null,
        Pressure.UNKNOWN,
        Pressure.UNKNOWN,
        Pressure.UNKNOWN,
        Double.NaN,
        null);
  }
}
