package nightjar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.encode.Aim;
import nightjar.governor.Shed;
import nightjar.media.PictureFormat;

/// Has every encoder of this server aim at what its readers can take and the box can bear. One
/// thread looks, twice a second; what it decides is in [Aim].
final class Steering implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Clock clock;
  private final List<Steered> all = new ArrayList<>();
  private final OwnThread thread = new OwnThread("steering");

  Steering(Clock clock) {
    this.clock = clock;
  }

  /// Which part of what is set the box can bear.
  ///
  /// @param rate of pictures a second
  /// @param bits of bits a second
  record Bears(ToDoubleFunction<Shed> rate, ToDoubleFunction<Shed> bits) {
    static final Bears MAIN = new Bears(Shed::mainRate, Shed::mainBits);
    static final Bears SUB = new Bears(Shed::sub, Shed::sub);
  }

  /// Before `start`.
  ///
  /// @param format of what is encoded; empty until the camera was open once
  /// @param records whether what comes of it is recorded
  void add(
      Encoded rendition,
      Aim aim,
      Bears bears,
      Supplier<Optional<PictureFormat>> format,
      BooleanSupplier records) {
    all.add(new Steered(rendition, aim, bears, format, records, aim.start(clock.ticks())));
  }

  /// @param shed what the box does without
  void start(Supplier<Shed> shed) {
    thread.repeat(() -> look(shed.get()), LOOK, clock);
  }

  void look(Shed shed) {
    all.forEach(steered -> steered.look(shed, clock.ticks()));
  }

  private static final class Steered {
    private final Encoded rendition;
    private final Aim aim;
    private final Bears bears;
    private final Supplier<Optional<PictureFormat>> format;
    private final BooleanSupplier records;
    private Aim.State state; // the thread's own

    Steered(
        Encoded rendition,
        Aim aim,
        Bears bears,
        Supplier<Optional<PictureFormat>> format,
        BooleanSupplier records,
        Aim.State state) {
      this.rendition = rendition;
      this.aim = aim;
      this.bears = bears;
      this.format = format;
      this.records = records;
      this.state = state;
    }

    void look(Shed shed, long ticks) {
      var pictures = format.get();
      if (pictures.isEmpty()) {
        return;
      }
      var needs =
          new Aim.Needs(
              rendition.stream().wanted(List.of()),
              records.getAsBoolean(),
              bears.rate.applyAsDouble(shed),
              bears.bits.applyAsDouble(shed));
      var next = aim.next(state, needs, pictures.get(), ticks);
      if (!next.equals(state)) {
        state = next;
        rendition.encoding().use(next.asked());
      }
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
