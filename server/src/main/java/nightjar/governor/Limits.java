package nightjar.governor;

import java.util.ArrayList;
import java.util.List;

/// What is too much. Between a bound that sheds and the one that restores, all stays as it is. What
/// a machine does not show is no reason for anything.
///
/// @param cpu busy part of the processors, looked at where the kernel shows no pressure
/// @param load tasks that want each processor; both must be too much
/// @param temperature in °C
/// @param waiting part of time in which some task waits for a processor
/// @param memoryWaiting likewise for memory
/// @param ioWaiting part of time in which all tasks wait for disks
/// @param memoryFree bytes
/// @param cmaFree bytes
/// @param diskLatency milliseconds
/// @param wifi part of its bits a second
public record Limits(
    Bound cpu,
    Bound load,
    Bound temperature,
    Bound waiting,
    Bound memoryWaiting,
    Bound ioWaiting,
    Bound memoryFree,
    Bound cmaFree,
    Bound diskLatency,
    Bound wifi) {
  /// Of one reading; the bad end may be the upper or the lower one.
  ///
  /// @param restores up to here all is well
  /// @param sheds from here on it is bad
  /// @param urgent from here on nothing waits
  public record Bound(double restores, double sheds, double urgent) {
    Severity of(double value) {
      return of(value, value);
    }

    /// @param mean of a longer time, which tells when it is over
    Severity of(double value, double mean) {
      double way = Math.signum(sheds - restores);
      if ((value - urgent) * way >= 0) {
        return Severity.URGENT;
      }
      if ((value - sheds) * way >= 0) {
        return Severity.BAD;
      }
      return (mean - restores) * way > 0 ? Severity.FAIR : Severity.CALM; // NaN is calm
    }
  }

  /// How bad a reading is.
  enum Severity {
    CALM,
    /// Nothing to shed for, and too much to restore.
    FAIR,
    BAD,
    URGENT
  }

  /// A reading that is not calm.
  record Finding(Reason reason, Severity severity) {
    boolean isBad() {
      return severity.compareTo(Severity.BAD) >= 0;
    }
  }

  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final double MEGABYTE = 1 << 20;
  private static final Bound BOARD_HEAT = new Bound(72, 80, 85);
  private static final Bound PC_HEAT = new Bound(80, 92, 98);

  /// @param board which slows itself down at 80 to 85 °C, where a PC does at about 100
  public static Limits of(boolean board) {
    return new Limits(
        new Bound(0.75, 0.9, NEVER),
        new Bound(1.25, 2, NEVER),
        board ? BOARD_HEAT : PC_HEAT,
        new Bound(0.25, 0.5, NEVER),
        new Bound(0.1, 0.3, NEVER),
        new Bound(0.3, 0.7, NEVER),
        new Bound(64 * MEGABYTE, 40 * MEGABYTE, 20 * MEGABYTE),
        new Bound(4 * MEGABYTE, 2 * MEGABYTE, -NEVER),
        new Bound(400, 1000, NEVER),
        new Bound(0.35, 0.5, NEVER));
  }

  /// What is not calm, the worst kind of trouble first.
  List<Finding> judge(Readings r) {
    var found = new ArrayList<Finding>();
    memory(r, found);
    heat(r, found);
    processor(r, found);
    disk(r, found);
    var wifi = r.wifi();
    if (wifi != null) {
      add(
          found,
          new Reason.WifiFull(wifi.sending()),
          this.wifi.of(wifi.sending() / wifi.bitrate()));
    }
    return found;
  }

  private static void add(List<Finding> found, Reason reason, Severity severity) {
    if (severity != Severity.CALM) {
      found.add(new Finding(reason, severity));
    }
  }

  private void memory(Readings r, List<Finding> found) {
    var pressure = r.memoryPressure();
    var little = memoryFree.of(r.memoryFree());
    var waited = memoryWaiting.of(pressure.now(), pressure.some());
    boolean isLittle = little.compareTo(waited) >= 0;
    add(
        found,
        new Reason.MemoryShort(isLittle ? r.memoryFree() : Double.NaN),
        isLittle ? little : waited);
    if (r.cmaTotal() > 0) {
      add(found, new Reason.CmaShort(r.cmaFree()), cmaFree.of(r.cmaFree()));
    }
  }

  private void heat(Readings r, List<Finding> found) {
    add(found, new Reason.Hot(r.temperature()), temperature.of(r.temperature()));
    var power = r.power();
    if (power != null) {
      add(found, new Reason.Undervolted(), power.undervolted() ? Severity.BAD : Severity.CALM);
      boolean forHeat = power.slowed() && !power.undervolted();
      add(found, new Reason.Slowed(), forHeat ? Severity.BAD : Severity.CALM);
    }
  }

  /// All busy is no reason, as long as nobody waits.
  private void processor(Readings r, List<Finding> found) {
    var pressure = r.cpuPressure();
    if (!Double.isNaN(pressure.some())) {
      add(found, new Reason.Busy(pressure.now()), waiting.of(pressure.now(), pressure.some()));
    } else {
      var busy = cpu.of(r.cpu());
      var crowded = load.of(r.load());
      add(found, new Reason.Busy(Double.NaN), busy.compareTo(crowded) < 0 ? busy : crowded);
    }
  }

  /// How long others' disks take matters to nobody who records nothing.
  private void disk(Readings r, List<Finding> found) {
    if (r.diskLatency() >= 0) {
      var pressure = r.ioPressure();
      var slow = diskLatency.of(r.diskLatency());
      var waited = ioWaiting.of(pressure.fullNow(), pressure.full());
      boolean isSlow = slow.compareTo(waited) >= 0;
      add(
          found,
          new Reason.DiskSlow(isSlow ? r.diskLatency() : Double.NaN),
          isSlow ? slow : waited);
    }
  }
}
