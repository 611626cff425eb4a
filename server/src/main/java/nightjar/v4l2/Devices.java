package nightjar.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_PIX_FMT_H264;
import static nightjar.v4l2.Videodev2.V4L2_PIX_FMT_YUV420;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What video devices there are.
public final class Devices {
  /// Where the kernel puts them.
  public static final Path DEV = Path.of("/dev");

  private static final Pattern NODE = Pattern.compile("video(\\d{1,5})");
  private static final String STABLE_NAMES = "v4l/by-id";

  // The Raspberry Pi's receivers and image processors: they capture by name, and give nothing
  // unless libcamera drives all of them together.
  private static final Set<String> PARTS_OF_A_CAMERA =
      Set.of("unicam", "bcm2835-isp", "rp1-cfe", "pispbe");

  private Devices() {}

  /// What a device is good for here.
  public enum Use {
    CAMERA,
    H264_ENCODER,
    /// A decoder, a scaler, a screen, what belongs to a camera but holds no pictures.
    OTHER
  }

  /// A device, looked at.
  public sealed interface Found {
    Path path();

    /// A name that stays when devices are plugged in another order; empty when there is none.
    Optional<Path> stable();
  }

  /// @param formats what comes out of it
  public record Usable(
      Path path,
      Optional<Path> stable,
      Capability capability,
      Use use,
      List<Formats.Offered> formats,
      List<Control> controls)
      implements Found {
    public Usable {
      formats = List.copyOf(formats);
      controls = List.copyOf(controls);
    }
  }

  /// @param reason why nothing more is known, in one line
  public record Unusable(Path path, Optional<Path> stable, String reason) implements Found {
    /// For people, the path in it.
    public String words() {
      return reason.contains(path.toString()) ? reason : path + ": " + reason;
    }
  }

  /// All of them by number, each opened for a moment.
  ///
  /// @param dev [#DEV]
  /// @throws IOException the folder cannot be read
  public static List<Found> list(Path dev, Device.Opener opener) throws IOException {
    return paths(dev).stream().map(path -> look(dev, path, opener)).toList();
  }

  /// The paths of all of them, by number.
  ///
  /// @throws IOException the folder cannot be read
  public static List<Path> paths(Path dev) throws IOException {
    try (var files = Files.list(dev)) {
      return files
          .filter(file -> NODE.matcher(name(file)).matches())
          .sorted(Comparator.comparingInt(file -> Integer.parseInt(name(file).substring(5))))
          .toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Found look(Path dev, Path path, Device.Opener opener) {
    var stable = stable(dev, path);
    try (var node = new VideoNode(opener.open(path))) {
      var capability = node.capability();
      var use = use(node, capability);
      return new Usable(
          path, stable, capability, use, formats(node, capability), Controls.of(node));
    } catch (IOException e) {
      return new Unusable(path, stable, String.valueOf(e.getMessage()));
    }
  }

  /// What an opened device is good for.
  public static Use use(VideoNode node, Capability capability) {
    if (capability.multiplanarMemoryToMemory()
        && Formats.has(node, BufferType.OUTPUT_MULTI, V4L2_PIX_FMT_YUV420)
        && Formats.has(node, BufferType.CAPTURE_MULTI, V4L2_PIX_FMT_H264)) {
      return Use.H264_ENCODER;
    }
    return capability.capture().isPresent()
            && !capability.memoryToMemory()
            && !PARTS_OF_A_CAMERA.contains(capability.driver())
        ? Use.CAMERA
        : Use.OTHER;
  }

  private static List<Formats.Offered> formats(VideoNode node, Capability capability) {
    var out =
        capability.multiplanarMemoryToMemory()
            ? Optional.of(BufferType.CAPTURE_MULTI)
            : capability.capture();
    return out.map(type -> Formats.of(node, type)).orElse(List.of());
  }

  private static Optional<Path> stable(Path dev, Path path) {
    try (var links = Files.list(dev.resolve(STABLE_NAMES))) {
      var real = path.toRealPath();
      return links.filter(link -> isLinkTo(link, real)).sorted().findFirst();
    } catch (IOException _) {
      return Optional.empty(); // no device has a name of its own
    }
  }

  private static boolean isLinkTo(Path link, Path real) {
    try {
      return link.toRealPath().equals(real);
    } catch (IOException _) {
      return false; // what it named was unplugged
    }
  }
}
