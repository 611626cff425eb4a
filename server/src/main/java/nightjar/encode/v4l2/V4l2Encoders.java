package nightjar.encode.v4l2;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.Sps;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.v4l2.Device;
import nightjar.v4l2.Devices;
import nightjar.v4l2.VideoNode;

/// The encoder in hardware of this machine, which several streams may use at once.
public final class V4l2Encoders implements Encoder.Opener {
  private static final System.Logger log = System.getLogger(V4l2Encoders.class.getName());
  private static final PictureFormat PROOF = new PictureFormat(640, 360, 15, Colour.SYCC);
  private static final EncodeSettings PROOF_SETTINGS =
      new EncodeSettings(500_000, 15, Duration.ofSeconds(2));

  private final Path path;
  private final String card;
  private final Device.Opener devices;
  private final MacroblockBudget budget;
  private final Clock clock;

  private V4l2Encoders(
      Path path, String card, Device.Opener devices, MacroblockBudget budget, Clock clock) {
    this.path = path;
    this.card = card;
    this.devices = devices;
    this.budget = budget;
    this.clock = clock;
  }

  /// Looks at what every video device says of itself, for their numbers mean nothing.
  ///
  /// @param dev [Devices#DEV]
  /// @return empty where there is none
  public static Optional<V4l2Encoders> find(
      Path dev, Device.Opener devices, MacroblockBudget budget, Clock clock) {
    for (var path : paths(dev)) {
      try (var node = new VideoNode(devices.open(path))) {
        var capability = node.capability();
        if (Devices.use(node, capability) == Devices.Use.H264_ENCODER) {
          return Optional.of(new V4l2Encoders(path, capability.card(), devices, budget, clock));
        }
      } catch (IOException e) {
        log.log(DEBUG, "not looked at for an encoder: {0}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static List<Path> paths(Path dev) {
    try {
      return Devices.paths(dev);
    } catch (IOException _) {
      return List.of(); // no such folder: no devices
    }
  }

  /// For people: the card's name and the path.
  public String name() {
    return card + " (" + path + ")";
  }

  public MacroblockBudget budget() {
    return budget;
  }

  /// @throws OverBudgetException others leave too little of what it can do
  @Override
  public Encoder open(PictureFormat format, EncodeSettings settings) throws IOException {
    var share = budget.take(format.width(), format.height(), settings.fps());
    try {
      var node = new VideoNode(devices.open(path));
      return new V4l2Encoder(node, share, clock, format, settings);
    } catch (IOException e) {
      share.close();
      throw e;
    }
  }

  /// Encodes one grey picture and looks at what comes out.
  ///
  /// @throws IOException it does not work here, and what was wrong
  public void prove() throws IOException {
    try (var pool = new PicturePool(PROOF, 1);
        var encoder = open(PROOF, PROOF_SETTINGS)) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("a new pool has a picture");
      }
      try {
        picture.memory().fill((byte) 0x80);
        picture.stamp(clock.ticks(), clock.wallMicros());
        var proof = new Proof();
        encoder.encode(picture, true, proof);
        if (!proof.given) {
          throw new IOException(name() + " gave nothing for a picture");
        }
      } finally {
        picture.release();
      }
    }
  }

  private final class Proof implements Encoder.Output {
    private boolean given;

    @Override
    public void unit(MemorySegment data, boolean idr) throws IOException {
      given = true;
      var index = new NalIndex();
      index.read(data);
      var sets = ParameterSets.in(data, index);
      if (!idr || sets.isEmpty()) {
        throw new IOException(
            "%s began with no %s".formatted(name(), idr ? "parameter sets" : "IDR"));
      }
      var sps = Sps.parse(MemorySegment.ofArray(sets.get().sps()));
      if (sps.width() != PROOF.width() || sps.height() != PROOF.height()) {
        throw new IOException(
            "%s coded %dx%d as %dx%d"
                .formatted(name(), PROOF.width(), PROOF.height(), sps.width(), sps.height()));
      }
    }
  }
}
