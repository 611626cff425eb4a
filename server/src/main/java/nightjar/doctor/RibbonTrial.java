package nightjar.doctor;

import static nightjar.doctor.Finding.bad;
import static nightjar.doctor.Finding.fine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Sensor;
import nightjar.camera.rpicam.RpicamSource;

/// The camera on the ribbon on its first day: raw pictures at the size and rate most will use.
final class RibbonTrial {
  private static final RpicamOptions OPTIONS =
      new RpicamOptions(0, 1280, 720, 15, Sensor.DEFAULT, Optional.empty());
  private static final int PICTURES = 150;

  private final Surroundings here;
  private final List<Finding> found = new ArrayList<>();

  RibbonTrial(Surroundings here) {
    this.here = here;
  }

  List<Finding> findings() throws InterruptedException {
    try {
      pictures();
      afterTheChildWasKilled();
    } catch (IOException e) {
      found.add(
          here.isRaspberryPi()
              ? bad("the camera on the ribbon: " + e.getMessage(), "")
              : fine("no camera on a ribbon to try"));
    }
    return found;
  }

  private void pictures() throws IOException, InterruptedException {
    double before = here.readings().cmaFree();
    long start = here.clock().ticks();
    try (var camera = open();
        var reading = new Reading(camera, here.clock())) {
      reading.one();
      found.add(fine("first picture from the ribbon after " + since(start)));
      reading.many(PICTURES, found);
      double now = here.readings().cmaFree();
      if (before >= 0 && now >= 0) {
        found.add(
            fine(
                "the camera takes %d MB of the hardware's memory, %d are left"
                    .formatted((long) (before - now) >> 20, (long) now >> 20)));
      }
    }
  }

  private void afterTheChildWasKilled() throws IOException, InterruptedException {
    try (var camera = open();
        var reading = new Reading(camera, here.clock())) {
      reading.one();
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      reading.many(PICTURES, new ArrayList<>());
      found.add(bad("rpicam-vid was killed, and pictures kept coming", "please report this"));
    } catch (IOException _) {
      long start = here.clock().ticks();
      try (var camera = open();
          var reading = new Reading(camera, here.clock())) {
        reading.one();
        found.add(
            fine("rpicam-vid was killed; the next one's first picture after " + since(start)));
      }
    }
  }

  private RpicamSource open() throws IOException {
    return new RpicamSource(OPTIONS, here.path(), here.clock());
  }

  private String since(long start) {
    return "%.1f s".formatted((here.clock().ticks() - start) / 1e9);
  }
}
