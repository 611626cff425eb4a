package nightjar.doctor;

import java.util.ArrayList;
import java.util.List;

/// Everything that is looked at without anything being tried out for long.
public final class Examination {
  private Examination() {}

  public static List<Finding> of(Surroundings here) throws InterruptedException {
    var found = new ArrayList<>(new MachineCheck(here).findings());
    found.addAll(new HouseCheck(here).findings());
    found.addAll(new CameraCheck(here).findings());
    return found;
  }
}
