package nightjar.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nightjar.camera.rpicam.AttachedCameras;
import nightjar.camera.rpicam.AttachedCameras.Attached;
import nightjar.v4l2.Control;
import nightjar.v4l2.Devices;
import nightjar.v4l2.Formats;
import nightjar.v4l2.Videodev2;

/// What is attached to this machine, with the settings that read it.
public final class CameraList {
  private final Surroundings here;

  public CameraList(Surroundings here) {
    this.here = here;
  }

  /// Lines for people.
  public List<String> lines() throws InterruptedException {
    var lines = new ArrayList<String>();
    try {
      AttachedCameras.list(here.path()).forEach(camera -> ribbon(camera, lines));
    } catch (IOException e) {
      if (here.isRaspberryPi()) {
        lines.add(e.getMessage() + "\n");
      }
    }
    try {
      Devices.list(here.dev(), here.devices()).forEach(device -> device(device, lines));
    } catch (IOException _) {
      // no such folder: no devices
    }
    if (lines.isEmpty()) {
      lines.add("no camera is attached to this machine; network cameras are not looked for");
    }
    return lines;
  }

  private static void ribbon(Attached camera, List<String> lines) {
    lines.add(
        "camera %d on the ribbon: %s, %dx%d"
            .formatted(camera.number(), camera.sensor(), camera.width(), camera.height()));
    lines.add("  settings  source: rpicam, camera: " + camera.number());
    for (var mode : camera.modes()) {
      var size = mode.mode();
      lines.add(
          "  mode      \"%d:%d:%d\" to %s pictures a second"
              .formatted(size.width(), size.height(), size.bits(), number(mode.fps())));
    }
    lines.add("");
  }

  private static void device(Devices.Found device, List<String> lines) {
    switch (device) {
      case Devices.Usable usable when usable.use() == Devices.Use.CAMERA -> {
        lines.add("%s: %s".formatted(usable.path(), usable.capability().card()));
        lines.add("  settings  source: v4l2, device: " + usable.stable().orElse(usable.path()));
        usable.formats().forEach(format -> format(format, lines));
        usable.controls().forEach(control -> control(control, lines));
        lines.add("");
      }
      case Devices.Usable _ -> {}
      case Devices.Unusable unusable -> lines.add(unusable.words() + "\n");
    }
  }

  private static void format(Formats.Offered format, List<String> lines) {
    lines.add("  %-9s %s".formatted(Videodev2.letters(format.fourcc()), format.sizes().words()));
  }

  private static void control(Control control, List<String> lines) {
    if (control.settable()) {
      var now = control.now().map(v -> ", now " + v).orElse("");
      lines.add(
          "  control   %s: %s%s, usually %d"
              .formatted(control.name(), control.range(), now, control.preset()));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Integer.toString((int) value) : "%.1f".formatted(value);
  }
}
