package nightjar.doctor;

import java.util.ArrayList;
import java.util.List;

/// The machine itself: memory, power, heat.
final class MachineCheck {
  private static final long LITTLE_MEMORY = 150_000; // kB free, for one camera
  private static final long LITTLE_CMA = 60_000; // kB
  private static final int HOT = 75_000; // thousandths of a degree: boards slow down at 80
  private static final String THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled";

  // vcgencmd get_throttled: what is so now, and what was since the start.
  private static final int LOW_VOLTAGE_NOW = 1;
  private static final int SLOWED_NOW = 1 << 1 | 1 << 2 | 1 << 3;
  private static final int LOW_VOLTAGE_BEFORE = 1 << 16;

  private final Surroundings here;

  MachineCheck(Surroundings here) {
    this.here = here;
  }

  List<Finding> findings() {
    var found = new ArrayList<Finding>();
    found.add(
        Finding.fine(
            "%s, %d processors, %s, Java %s"
                .formatted(
                    here.board().orElse("a PC, or a board that does not say what it is"),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.arch"),
                    Runtime.version())));
    memory(found);
    cma(found);
    power(found);
    heat(found);
    return found;
  }

  private void memory(List<Finding> found) {
    here.memory("MemAvailable")
        .ifPresent(
            free -> {
              var what = "memory: %d MB free".formatted(free / 1024);
              found.add(
                  free >= LITTLE_MEMORY
                      ? Finding.fine(what)
                      : Finding.bad(what, "a camera needs 100 MB: end other programs"));
            });
  }

  /// The memory the camera and the encoder take from runs out first.
  private void cma(List<Finding> found) {
    here.memory("CmaTotal")
        .ifPresent(
            total -> {
              long free = here.memory("CmaFree").orElse(0);
              var what =
                  "memory for the camera's hardware (CMA): %d MB, %d free"
                      .formatted(total / 1024, free / 1024);
              found.add(
                  !here.isRaspberryPi() || total >= LITTLE_CMA
                      ? Finding.fine(what)
                      : Finding.note(
                          what,
                          "in /boot/firmware/config.txt: dtoverlay=vc4-kms-v3d,cma-128, then restart"));
            });
  }

  private void power(List<Finding> found) {
    here.line(THROTTLED)
        .filter(hex -> hex.matches("[0-9a-fA-F]{1,8}"))
        .map(hex -> Integer.parseUnsignedInt(hex, 16))
        .ifPresent(
            bits -> {
              if ((bits & LOW_VOLTAGE_NOW) != 0) {
                found.add(
                    Finding.bad(
                        "the power supply gives too little", "use one of 5 V and 2.5 A or more"));
              } else if ((bits & SLOWED_NOW) != 0) {
                found.add(Finding.bad("the board is slowed down, for it is hot", "let air to it"));
              } else if ((bits & LOW_VOLTAGE_BEFORE) != 0) {
                found.add(
                    Finding.note(
                        "the power supply gave too little since the start",
                        "use one of 5 V and 2.5 A or more"));
              } else {
                found.add(Finding.fine("power: enough"));
              }
            });
  }

  private void heat(List<Finding> found) {
    here.line("sys/class/thermal/thermal_zone0/temp")
        .filter(t -> t.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .ifPresent(
            t -> {
              var what = "heat: %.0f °C".formatted(t / 1000.0);
              found.add(t < HOT ? Finding.fine(what) : Finding.note(what, "let air to the board"));
            });
  }
}
