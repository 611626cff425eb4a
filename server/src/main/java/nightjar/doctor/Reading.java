package nightjar.doctor;

import static nightjar.doctor.Finding.fine;
import static nightjar.doctor.Finding.note;

import java.io.IOException;
import java.util.List;
import nightjar.base.Clock;
import nightjar.camera.PictureSource;
import nightjar.media.PicturePool;

/// Reads a source for some seconds and says how that went.
final class Reading implements AutoCloseable {
  private static final double SLOW = 0.95; // of the rate asked for

  private final PictureSource source;
  private final PicturePool pool;
  private final Clock clock;

  Reading(PictureSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.pool = new PicturePool(source.format(), 1);
  }

  void one() throws IOException, InterruptedException {
    var picture = pool.take();
    if (picture == null) {
      throw new IllegalStateException("the only picture is held");
    }
    try {
      source.read(picture);
    } finally {
      picture.release();
    }
  }

  /// @param found gets what was seen
  void many(int pictures, List<Finding> found) throws IOException, InterruptedException {
    double cpuBefore = cpuSeconds();
    long start = clock.ticks();
    long last = start;
    long longest = 0;
    for (int i = 0; i < pictures; i++) {
      one();
      longest = Math.max(longest, clock.ticks() - last);
      last = clock.ticks();
    }
    double took = (clock.ticks() - start) / 1e9;
    double fps = source.format().fps();
    var rate =
        "%.2f pictures a second of %.3g, longest wait %.0f ms, %d lost"
            .formatted(pictures / took, fps, longest / 1e6, source.missed());
    found.add(
        source.missed() == 0 && pictures / took > SLOW * fps
            ? fine(rate)
            : note(rate, "is the board busy, or the room so dark that exposures are long?"));
    found.add(
        fine(
            "reading them takes %.1f %% of a core here"
                .formatted((cpuSeconds() - cpuBefore) / took * 100)));
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L) / 1e9;
  }

  @Override
  public void close() {
    pool.close();
  }
}
