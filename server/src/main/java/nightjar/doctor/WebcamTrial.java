package nightjar.doctor;

import static nightjar.doctor.Finding.bad;
import static nightjar.doctor.Finding.fine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightjar.camera.V4l2Options;
import nightjar.camera.v4l2.V4l2Source;
import nightjar.v4l2.Devices;

/// Each webcam on its first day: some seconds of pictures.
final class WebcamTrial {
  private static final int PICTURES = 45;

  private final Surroundings here;
  private final List<Finding> found = new ArrayList<>();

  WebcamTrial(Surroundings here) {
    this.here = here;
  }

  List<Finding> findings() throws InterruptedException {
    try {
      for (var device : Devices.list(here.dev(), here.devices())) {
        if (device instanceof Devices.Usable usable && usable.use() == Devices.Use.CAMERA) {
          read(usable);
        }
      }
    } catch (IOException _) {
      // no such folder: no devices
    }
    return found;
  }

  private void read(Devices.Usable device) throws InterruptedException {
    try (var camera = open(device, 1280, 720)) {
      read(device, camera);
    } catch (IOException large) {
      try (var camera = open(device, 640, 480)) {
        read(device, camera);
      } catch (IOException e) {
        found.add(bad(String.valueOf(e.getMessage()), ""));
      }
    }
  }

  private void read(Devices.Usable device, V4l2Source camera)
      throws IOException, InterruptedException {
    try (var reading = new Reading(camera, here.clock())) {
      reading.one();
      var format = camera.format();
      found.add(fine("%s gives %dx%d".formatted(device.path(), format.width(), format.height())));
      reading.many(PICTURES, found);
    }
  }

  private V4l2Source open(Devices.Usable device, int width, int height) throws IOException {
    var options =
        new V4l2Options(device.path(), V4l2Options.Format.AUTO, width, height, 15, Map.of());
    return new V4l2Source(options, here.devices(), here.clock());
  }
}
