package nightjar.doctor;

import static nightjar.doctor.Finding.bad;
import static nightjar.doctor.Finding.fine;
import static nightjar.doctor.Finding.note;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.Sps;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.v4l2.V4l2Encoders;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// The hardware encoder on its first day: does it do what the server relies on?
final class EncoderTrial {
  private static final PictureFormat MAIN = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final PictureFormat SUB = new PictureFormat(640, 360, 15, Colour.SYCC);
  private static final Duration GOP = Duration.ofSeconds(4);
  private static final int MUCH = 2_000_000;
  private static final int LITTLE = 300_000;
  private static final int SECONDS = 5;
  private static final double CLOSE = 0.1;
  private static final int PICTURES = 15 * SECONDS;

  private final V4l2Encoders encoders;
  private final List<Finding> found = new ArrayList<>();
  private final NalIndex index = new NalIndex();
  private int units;
  private int idrs;
  private int idrsWithSets;
  private long bytes;
  private long spent; // nanoseconds in the encoder, while the rate was last measured
  private String stream = "";

  EncoderTrial(V4l2Encoders encoders) {
    this.encoders = encoders;
  }

  List<Finding> findings() throws InterruptedException {
    try {
      streams();
      two();
    } catch (IOException e) {
      found.add(
          bad(
              "the hardware encoder broke: " + e.getMessage(),
              "source: rpicam with codec: h264 does without it; please report this"));
    }
    return found;
  }

  private void streams() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (var scene = new Scene(MAIN);
        var encoder = encoders.open(MAIN, settings(MUCH, 15))) {
      scene.encode(encoder, 1, false, this::look);
      found.add(
          units == 1
              ? fine("first coded picture after %.0f ms".formatted(since(start)))
              : bad("the first picture came out as %d".formatted(units), "please report this"));
      double much = rate(scene, encoder);
      found.add(fine("%.1f ms a picture of 1280x720".formatted(spent / 1e6 / PICTURES)));
      adjusted(encoder, LITTLE, 15);
      double little = rate(scene, encoder);
      adjusted(encoder, MUCH, 15);
      bitrates(much, little, rate(scene, encoder));
      forced(scene, encoder);
      adjusted(encoder, MUCH, 5);
      scene.encode(encoder, 10, false, this::look);
      found.add(fine("goes on at 5 pictures a second"));
      sets();
    }
  }

  private double rate(Scene scene, Encoder encoder) throws IOException, InterruptedException {
    scene.encode(encoder, PICTURES / 2, false, this::look); // it takes a while to follow
    long before = bytes;
    spent = scene.encode(encoder, PICTURES, false, this::look);
    return (bytes - before) * 8.0 / SECONDS;
  }

  private void adjusted(Encoder encoder, int bitrate, double fps) throws IOException {
    if (!encoder.adjust(settings(bitrate, fps))) {
      throw new IOException("it cannot be set to %d bits a second at %s".formatted(bitrate, fps));
    }
  }

  private void bitrates(double much, double little, double again) {
    var what =
        "asked for 2000, 300 and 2000 kbit/s while it ran: gave %s, %s and %s over %d s"
            .formatted(given(much, MUCH), given(little, LITTLE), given(again, MUCH), SECONDS);
    if (isClose(much, MUCH) && isClose(little, LITTLE) && isClose(again, MUCH)) {
      found.add(fine(what));
    } else if (little < 0.6 * much && again > 1.5 * little) {
      found.add(note(what, "more than a tenth off, which viewers will notice; please report this"));
    } else {
      found.add(bad(what, "the rate cannot follow viewers; please report this"));
    }
  }

  private static String given(double bits, int asked) {
    return "%.0f (%+.0f %%)".formatted(bits / 1000, 100 * (bits / asked - 1));
  }

  private static boolean isClose(double bits, int asked) {
    return Math.abs(bits / asked - 1) <= CLOSE;
  }

  private void forced(Scene scene, Encoder encoder) throws IOException, InterruptedException {
    scene.encode(encoder, 5, false, this::look);
    int before = idrs;
    scene.encode(encoder, 1, true, this::look);
    found.add(
        idrs == before + 1
            ? fine("an IDR that is asked for comes with the next picture")
            : bad("an IDR that was asked for did not come", "please report this"));
  }

  private void sets() {
    var what = "%d of %d IDRs had their parameter sets; %s".formatted(idrsWithSets, idrs, stream);
    found.add(
        idrs > 0 && idrsWithSets == idrs
            ? fine(what)
            : bad(what, "viewers who join would see nothing; please report this"));
  }

  /// Main and sub at once.
  private void two() throws IOException, InterruptedException {
    try (var main = new Scene(MAIN);
        var sub = new Scene(SUB);
        var first = encoders.open(MAIN, settings(MUCH, 15));
        var second = encoders.open(SUB, settings(LITTLE, 15))) {
      for (int i = 0; i < PICTURES; i++) {
        main.encode(first, 1, false, this::look);
        sub.encode(second, 1, false, this::look);
      }
      found.add(fine("two at once: 1280x720 and 640x360, %d pictures each".formatted(PICTURES)));
    }
  }

  private static EncodeSettings settings(int bitrate, double fps) {
    return new EncodeSettings(bitrate, fps, GOP);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private void look(MemorySegment data, boolean idr) throws IOException {
    units++;
    bytes += data.byteSize();
    if (idr) {
      idrs++;
      index.read(data);
      var sets = ParameterSets.in(data, index);
      idrsWithSets += sets.isPresent() ? 1 : 0;
      if (sets.isPresent()) {
        var sps = Sps.parse(MemorySegment.ofArray(sets.get().sps()));
        stream =
            "%s, %dx%d, colour %s"
                .formatted(
                    sps.codecString(),
                    sps.width(),
                    sps.height(),
                    sps.colour().map(Colour::toString).orElse("not said"));
      }
    }
  }
}
