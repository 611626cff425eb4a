package nightjar.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.encode.v4l2.V4l2Encoders;

/// What the hardware does when it is used: for the first day with a board, and to be pasted into a
/// report.
public final class HardwareReport {
  private final Surroundings here;

  public HardwareReport(Surroundings here) {
    this.here = here;
  }

  /// Tries each for some seconds.
  ///
  /// @param encoders in hardware, where there are any
  public List<Finding> findings(Optional<V4l2Encoders> encoders) throws InterruptedException {
    var found = new ArrayList<Finding>();
    if (encoders.isPresent()) {
      found.addAll(new EncoderTrial(encoders.get()).findings());
    } else {
      found.add(Finding.fine("no hardware encoder to try"));
    }
    found.addAll(new RibbonTrial(here).findings());
    found.addAll(new WebcamTrial(here).findings());
    return found;
  }

  /// What a report begins with.
  public List<String> heading(String version) {
    return List.of(
        "nightjar " + version,
        "board    " + here.board().orElse("none that says so"),
        "kernel   " + here.line("proc/sys/kernel/osrelease").orElse("unknown"),
        "system   " + here.line("etc/os-release").orElse("unknown"),
        "java     " + Runtime.version());
  }
}
