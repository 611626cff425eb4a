package nightjar;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.Clock;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.encode.v4l2.MacroblockBudget;
import nightjar.encode.v4l2.OverBudgetException;
import nightjar.encode.v4l2.V4l2Encoders;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.v4l2.Device;

/// Which encoder makes this machine's H.264, found out once: the one in hardware where it is there
/// and works, else software. One that worked and fails again and again is left alone for a while.
final class EncoderChoice implements Encoder.Opener {
  private static final System.Logger log = System.getLogger(EncoderChoice.class.getName());
  private static final String COST =
      "that takes some 10 ms of a PC's core for a picture of 1280x720, five to ten times as much of a Zero 2 W's";

  private static final int MOST_FAILURES = 3; // in a row
  private static final Duration ALONE_FOR = Duration.ofMinutes(10);

  private final Optional<V4l2Encoders> hardware;
  private final String why;
  private final Clock clock;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong aloneUntil = new AtomicLong(Long.MIN_VALUE); // ticks

  private EncoderChoice(Optional<V4l2Encoders> hardware, String why, Clock clock) {
    this.hardware = hardware;
    this.why = why;
    this.clock = clock;
  }

  /// Looks for an encoder in hardware and has it encode one picture.
  ///
  /// @param dev the folder of the video devices
  static EncoderChoice make(Path dev, Device.Opener devices, Clock clock) {
    var budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
    var found = V4l2Encoders.find(dev, devices, budget, clock);
    if (found.isEmpty()) {
      return new EncoderChoice(found, "no video device here encodes H.264", clock);
    }
    var name = found.get().name();
    try {
      found.get().prove();
      return new EncoderChoice(found, name + " encoded a picture as it should", clock);
    } catch (IOException e) {
      return new EncoderChoice(Optional.empty(), name + " failed to: " + e.getMessage(), clock);
    }
  }

  boolean isHardware() {
    return hardware.isPresent();
  }

  /// One line for people: which, and why.
  String words() {
    return hardware
        .map(h -> "in hardware, by " + h.name())
        .orElse("in software, by openh264: " + why);
  }

  Optional<V4l2Encoders> hardware() {
    return hardware;
  }

  void log() {
    if (isHardware()) {
      log.log(INFO, "video is encoded {0}", words());
    } else {
      log.log(WARNING, "video is encoded {0}; {1}", words(), COST);
    }
  }

  @Override
  public Encoder open(PictureFormat format, EncodeSettings settings) throws IOException {
    if (hardware.isEmpty() || clock.ticks() < aloneUntil.get()) {
      return OpenH264.open(format, settings);
    }
    try {
      return new Counted(hardware.get().open(format, settings));
    } catch (OverBudgetException e) {
      log.log(WARNING, "encoding in software: {0}; {1}", e.getMessage(), COST);
      return OpenH264.open(format, settings);
    } catch (IOException e) {
      failed();
      throw e;
    }
  }

  private void failed() {
    if (failures.incrementAndGet() >= MOST_FAILURES) {
      failures.set(0);
      aloneUntil.set(clock.ticks() + ALONE_FOR.toNanos());
      log.log(
          WARNING,
          "the hardware encoder failed {0} times in a row: encoding in software for {1} minutes; {2}",
          MOST_FAILURES,
          ALONE_FOR.toMinutes(),
          COST);
    }
  }

  /// A hardware encoder whose failures are counted.
  private final class Counted implements Encoder {
    private final Encoder inner;

    Counted(Encoder inner) {
      this.inner = inner;
    }

    @Override
    public void encode(Picture picture, boolean idr, Output out) throws IOException {
      try {
        inner.encode(picture, idr, out);
        failures.set(0);
      } catch (InterruptedIOException e) {
        throw e; // closed: no failure of its
      } catch (IOException e) {
        failed();
        throw e;
      }
    }

    @Override
    public boolean adjust(EncodeSettings next) {
      return inner.adjust(next);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
