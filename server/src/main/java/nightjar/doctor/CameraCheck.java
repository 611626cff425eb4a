package nightjar.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nightjar.camera.rpicam.AttachedCameras;
import nightjar.v4l2.Devices;

/// Which cameras are attached, and whether they may be opened.
final class CameraCheck {
  private final Surroundings here;

  CameraCheck(Surroundings here) {
    this.here = here;
  }

  List<Finding> findings() throws InterruptedException {
    var found = new ArrayList<Finding>();
    ribbon(found);
    devices(found);
    return found;
  }

  private void ribbon(List<Finding> found) throws InterruptedException {
    try {
      var attached = AttachedCameras.list(here.path());
      if (attached.isEmpty()) {
        found.add(
            Finding.note(
                "no camera on the ribbon",
                "with the power off, push the ribbon in straight and close its latch at both ends"));
      }
      attached.forEach(
          c ->
              found.add(
                  Finding.fine(
                      "camera %d on the ribbon: %s, %dx%d"
                          .formatted(c.number(), c.sensor(), c.width(), c.height()))));
    } catch (IOException e) {
      if (here.isRaspberryPi()) {
        found.add(Finding.bad(String.valueOf(e.getMessage()), ""));
      }
    }
  }

  private void devices(List<Finding> found) {
    int cameras = 0;
    for (var device : list()) {
      switch (device) {
        case Devices.Usable usable when usable.use() == Devices.Use.CAMERA -> {
          cameras++;
          found.add(
              Finding.fine("camera %s: %s".formatted(usable.path(), usable.capability().card())));
        }
        case Devices.Usable _ -> {}
        case Devices.Unusable unusable ->
            found.add(
                Finding.bad(
                    unusable.words(),
                    unusable.reason().contains("permission")
                        ? "sudo usermod -aG video $USER, then log in again"
                        : ""));
      }
    }
    if (cameras == 0) {
      found.add(Finding.fine("no USB camera"));
    }
  }

  private List<Devices.Found> list() {
    try {
      return Devices.list(here.dev(), here.devices());
    } catch (IOException _) {
      return List.of();
    }
  }
}
