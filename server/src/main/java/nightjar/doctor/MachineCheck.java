package nightjar.doctor;

import java.util.ArrayList;
import java.util.List;
import nightjar.governor.Readings;

/// The machine itself: memory, power, heat.
final class MachineCheck {
  private static final double LITTLE_MEMORY = 150_000 * 1024.0; // bytes free, for one camera
  private static final double LITTLE_CMA = 60_000 * 1024.0;
  private static final double HOT = 75; // °C: boards slow down at 80
  private static final String SUPPLY = "use one of 5 V and 2.5 A or more";

  private final Surroundings here;
  private final Readings readings;

  MachineCheck(Surroundings here) {
    this.here = here;
    this.readings = here.readings();
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
    double free = readings.memoryFree();
    if (free >= 0) {
      var what = "memory: %d MB free".formatted((long) free >> 20);
      found.add(
          free >= LITTLE_MEMORY
              ? Finding.fine(what)
              : Finding.bad(what, "a camera needs 100 MB: end other programs"));
    }
  }

  /// The memory the camera and the encoder take from runs out first.
  private void cma(List<Finding> found) {
    double total = readings.cmaTotal();
    if (total >= 0) {
      long free = Math.max(0, (long) readings.cmaFree());
      var what =
          "memory for the camera's hardware (CMA): %d MB, %d free"
              .formatted((long) total >> 20, free >> 20);
      found.add(
          !here.isRaspberryPi() || total >= LITTLE_CMA
              ? Finding.fine(what)
              : Finding.note(
                  what,
                  "in /boot/firmware/config.txt: dtoverlay=vc4-kms-v3d,cma-128, then restart"));
    }
  }

  private void power(List<Finding> found) {
    var power = readings.power();
    if (power == null) {
      return;
    }
    if (power.undervolted()) {
      found.add(Finding.bad("the power supply gives too little", SUPPLY));
    } else if (power.slowed()) {
      found.add(Finding.bad("the board is slowed down, for it is hot", "let air to it"));
    } else if (power.wasUndervolted()) {
      found.add(Finding.note("the power supply gave too little since the start", SUPPLY));
    } else {
      found.add(Finding.fine("power: enough"));
    }
  }

  private void heat(List<Finding> found) {
    double celsius = readings.temperature();
    if (!Double.isNaN(celsius)) {
      var what = "heat: %.0f °C".formatted(celsius);
      found.add(celsius < HOT ? Finding.fine(what) : Finding.note(what, "let air to the board"));
    }
  }
}
