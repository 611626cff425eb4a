package nightjar.governor;

import nightjar.governor.Readings.Power;
import nightjar.governor.Readings.Pressure;
import nightjar.governor.Readings.Wifi;

/// Readings in words, such as `heat 81, cpu 0.6`: a board on which all else is calm.
final class Machines {
  private static final double MEGABYTE = 1 << 20;
  private static final double MBIT = 1e6;

  private Machines() {}

  static Readings of(String words) {
    double heat = 50;
    double cpu = 0.1;
    double memoryWaits = 0;
    double ioWaits = 0;
    double memory = 300;
    double cma = 40;
    double disk = 20;
    double wifi = 1;
    var power = new Power(false, false, false);
    for (var word : words.equals("calm") ? new String[0] : words.split(", ")) {
      var parts = word.split(" ");
      double value = parts.length > 1 ? Double.parseDouble(parts[1]) : 0;
      switch (parts[0]) {
        case "heat" -> heat = value;
        case "cpu" -> cpu = value;
        case "memory-waits" -> memoryWaits = value;
        case "io-waits" -> ioWaits = value;
        case "memory" -> memory = value;
        case "cma" -> cma = value;
        case "disk" -> disk = value;
        case "wifi" -> wifi = value;
        case "slowed" -> power = new Power(false, true, false);
        case "undervolted" -> power = new Power(true, true, true);
        default -> throw new IllegalArgumentException(word);
      }
    }
    return new Readings(
        memory * MEGABYTE,
        64 * MEGABYTE,
        cma * MEGABYTE,
        1, // all of it in use, which is no reason
        4,
        1.1,
        heat,
        power,
        same(cpu),
        same(memoryWaits),
        same(ioWaits),
        disk,
        new Wifi(40 * MBIT, -60, wifi * MBIT));
  }

  private static Pressure same(double part) {
    return new Pressure(part, part, part, part);
  }

  /// Of a kernel without pressure, and a PC without a board's sensors.
  static Readings plain(double busy, double load) {
    return new Readings(
        1e9,
        Double.NaN,
        Double.NaN,
        busy,
        4,
        load,
        Double.NaN,
        null,
        Pressure.UNKNOWN,
        Pressure.UNKNOWN,
        Pressure.UNKNOWN,
        Double.NaN,
        null);
  }
}
