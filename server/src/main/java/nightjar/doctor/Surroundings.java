package nightjar.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.base.OwnAddresses;
import nightjar.governor.Machine;
import nightjar.governor.Readings;
import nightjar.posix.KernelTime;
import nightjar.v4l2.Device;
import nightjar.v4l2.Devices;

/// The machine as it shows itself: where to look, so that a test can show another.
///
/// @param root of the file system: `/proc` and `/sys` are below
/// @param dev the folder of the video devices
/// @param path folders in which programs are looked for, as in the environment
/// @param isTimeKept whether the kernel knows of somebody who keeps its clock right
/// @param address to be typed on another machine in the house
public record Surroundings(
    Path root,
    Path dev,
    Device.Opener devices,
    String path,
    Clock clock,
    BooleanSupplier isTimeKept,
    Supplier<Optional<InetAddress>> address) {
  public static Surroundings ofThisMachine() {
    return new Surroundings(
        Path.of("/"),
        Devices.DEV,
        Device.KERNEL,
        System.getenv().getOrDefault("PATH", ""),
        Clock.SYSTEM,
        new KernelTime()::isSynchronised,
        OwnAddresses::toType);
  }

  /// The first line of a small file, without what C strings end in.
  Optional<String> line(String file) {
    try {
      var text = Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
      return text.lines().findFirst().map(l -> l.replace("\0", "").strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Memory, heat and power at this moment.
  Readings readings() {
    return Machine.glance(root);
  }

  /// What the board says it is; empty on what is no board.
  Optional<String> board() {
    return line("proc/device-tree/model");
  }

  boolean isRaspberryPi() {
    return board().filter(b -> b.startsWith("Raspberry Pi")).isPresent();
  }
}
