package nightjar.doctor;

import static nightjar.doctor.Finding.bad;
import static nightjar.doctor.Finding.fine;
import static nightjar.doctor.Finding.note;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Sensor;
import nightjar.camera.rpicam.RpicamSource;
import nightjar.media.PicturePool;

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
    long cmaBefore = here.memory("CmaFree").orElse(0);
    long start = here.clock().ticks();
    try (var camera = new RpicamSource(OPTIONS, here.path(), here.clock());
        var pool = new PicturePool(camera.format(), 1)) {
      read(camera, pool);
      found.add(fine("first picture after %.1f s".formatted(seconds(start))));
      pictures(camera, pool);
      here.memory("CmaFree")
          .ifPresent(
              now ->
                  found.add(
                      fine(
                          "the camera takes %d MB of the hardware's memory, %d are left"
                              .formatted((cmaBefore - now) / 1024, now / 1024))));
    } catch (IOException e) {
      found.add(bad("the camera on the ribbon: " + e.getMessage(), ""));
    }
    return found;
  }

  private void pictures(RpicamSource camera, PicturePool pool)
      throws IOException, InterruptedException {
    double cpuBefore = cpuSeconds();
    long start = here.clock().ticks();
    double longest = 0;
    long last = start;
    for (int i = 0; i < PICTURES; i++) {
      read(camera, pool);
      longest = Math.max(longest, seconds(last));
      last = here.clock().ticks();
    }
    double took = seconds(start);
    var rate =
        "%.2f pictures a second of 15, longest wait %.0f ms, %d lost"
            .formatted(PICTURES / took, longest * 1000, camera.missed());
    found.add(
        camera.missed() == 0 && PICTURES / took > 14.5
            ? fine(rate)
            : note(rate, "is the board busy, or the room so dark that exposures are long?"));
    found.add(
        fine(
            "reading them takes %.1f %% of a core here, beside what rpicam-vid takes"
                .formatted((cpuSeconds() - cpuBefore) / took * 100)));
  }

  private static void read(RpicamSource camera, PicturePool pool)
      throws IOException, InterruptedException {
    var picture = pool.take();
    if (picture == null) {
      throw new IllegalStateException("the only picture is held");
    }
    try {
      camera.read(picture);
    } finally {
      picture.release();
    }
  }

  private double seconds(long since) {
    return (here.clock().ticks() - since) / 1e9;
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L) / 1e9;
  }
}
