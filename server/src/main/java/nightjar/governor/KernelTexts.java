package nightjar.governor;

import nightjar.governor.Readings.Power;
import org.jspecify.annotations.Nullable;

/// What the kernel's texts say, each a [Scan] of one file. Whatever the bytes are, the answer is a
/// sensible value or says that there is none.
final class KernelTexts {
  private static final double COLDEST = -40; // °C that a sensor may mean
  private static final double HOTTEST = 125;
  private static final double LOUDEST = 0; // dBm: cards without such a scale say more
  private static final double QUIETEST = -120;
  private static final int COLUMNS = 8; // of /proc/stat: times of guests are in the others already
  private static final int IDLE = 3;
  private static final int IDLE_FOR_DISKS = 4;
  private static final int LOADS = 3; // means before what is now
  private static final int SENT = 8; // column of /proc/net/dev

  private KernelTexts() {}

  /// Time of all processors since the start, in ticks of the kernel's.
  record CpuTimes(long busy, long all) {
    static final CpuTimes UNKNOWN = new CpuTimes(0, 0);

    /// Part of the time between, or NaN.
    double busySince(CpuTimes before) {
      double passed = (double) all - before.all;
      double part = (busy - before.busy) / passed;
      return before.all > 0 && passed > 0 && part >= 0 && part <= 1 ? part : Double.NaN;
    }
  }

  /// `/proc/stat`.
  static CpuTimes cpuTimes(Scan text) {
    if (!text.line("cpu ")) {
      return CpuTimes.UNKNOWN;
    }
    long all = 0;
    long idle = 0;
    for (int i = 0; i < COLUMNS; i++) {
      long time = text.whole();
      if (time < 0) { // older kernels have fewer
        return i > IDLE ? new CpuTimes(all - idle, all) : CpuTimes.UNKNOWN;
      }
      all += time;
      idle += i == IDLE || i == IDLE_FOR_DISKS ? time : 0;
    }
    return new CpuTimes(all - idle, all);
  }

  /// `/proc/loadavg`: tasks that run or wait to at this moment, or NaN.
  static double running(Scan text) {
    text.line("");
    for (int i = 0; i < LOADS; i++) {
      text.decimal();
    }
    long running = text.whole();
    return running >= 0 ? running : Double.NaN;
  }

  /// One line of a file such as `/proc/pressure/cpu`.
  ///
  /// @param micros of waiting since the start
  /// @param mean part of the last ten seconds
  record Waiting(double micros, double mean) {
    static final Waiting UNKNOWN = new Waiting(Double.NaN, Double.NaN);

    /// Part of the time between, or NaN.
    double since(Waiting before, double passedMicros) {
      double part = (micros - before.micros) / passedMicros;
      return passedMicros > 0 && part >= 0 ? Math.min(part, 1) : Double.NaN;
    }
  }

  /// @param line `some` or `full`
  static Waiting waiting(Scan text, String line) {
    if (!text.line(line) || !text.after("avg10=")) {
      return Waiting.UNKNOWN;
    }
    double mean = text.decimal() / 100;
    long micros = text.after("total=") ? text.whole() : Scan.NONE;
    return micros >= 0 && mean >= 0 && mean <= 1 ? new Waiting(micros, mean) : Waiting.UNKNOWN;
  }

  /// A line of `/proc/meminfo` in bytes, or NaN.
  ///
  /// @param key with its colon
  static double memory(Scan text, String key) {
    long kilobytes = text.line(key) ? text.whole() : Scan.NONE;
    return kilobytes >= 0 ? kilobytes * 1024.0 : Double.NaN;
  }

  /// `/sys/class/thermal/thermal_zone0/temp` in °C, or NaN: what no sensor can mean is none, as is
  /// the 0 of one that is asleep.
  static double temperature(Scan text) {
    text.line("");
    long thousandths = text.whole();
    double celsius = thousandths / 1000.0;
    return thousandths != 0 && celsius > COLDEST && celsius < HOTTEST ? celsius : Double.NaN;
  }

  /// The firmware's `get_throttled`.
  static @Nullable Power power(Scan text) {
    text.line("");
    long flags = text.bits();
    return flags == Scan.NONE ? null : Power.of(flags);
  }

  /// The first interface of `/proc/net/wireless`; empty without one.
  static String wireless(Scan text) {
    text.line("");
    text.nextLine(); // two lines of headings
    return text.nextLine() ? text.upTo(':') : "";
  }

  /// How strong it is, from the same file, in dBm, or NaN.
  static double signal(Scan text, String name) {
    if (!text.line(name + ":")) {
      return Double.NaN;
    }
    text.decimal(); // status
    text.decimal(); // quality
    double level = text.decimal();
    return level > QUIETEST && level < LOUDEST ? level : Double.NaN;
  }

  /// Bytes that an interface has sent by `/proc/net/dev`, or NaN.
  static double sent(Scan text, String name) {
    long bytes = text.line(name + ":") ? text.whole() : Scan.NONE;
    for (int i = 0; i < SENT; i++) {
      bytes = text.whole();
    }
    return bytes >= 0 ? bytes : Double.NaN;
  }

  /// The control group of version 2 in `/proc/self/cgroup`, such as `system.slice/x.service`; empty
  /// without one, and of the one that all are in.
  static String group(Scan text) {
    return text.line("0::/") ? text.upTo('\n') : "";
  }
}
