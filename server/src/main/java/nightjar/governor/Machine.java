package nightjar.governor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import nightjar.governor.KernelTexts.CpuTimes;
import nightjar.governor.KernelTexts.Waiting;
import nightjar.governor.Readings.Pressure;
import nightjar.governor.Readings.Wifi;
import org.jspecify.annotations.Nullable;

/// Reads the machine. Much of what the kernel says grows for ever: a reading is of the time since
/// the one before. One thread.
///
/// Measured on a PC core: 28 µs for all of it, and 500 bytes that the collector clears away.
public final class Machine implements AutoCloseable {
  private static final int MOST_ZONES = 16;
  private static final double NEWEST = 0.25; // part that the last reading has in the load
  private static final long NEVER = Long.MIN_VALUE;
  private static final int REMEMBERED = 10; // readings for which the disk's last word counts

  private final int cores;
  private final LongSupplier ticks;
  private final Supplier<Syncs> disk;
  private final ToDoubleFunction<String> bitrate;
  private final KernelFile stat;
  private final KernelFile loadavg;
  private final KernelFile memory;
  private final KernelFile throttled;
  private final KernelFile wireless;
  private final KernelFile network;
  private final List<KernelFile> zones;
  private final Pressing cpuPressing;
  private final Pressing memoryPressing;
  private final Pressing ioPressing;
  private final boolean board;

  private CpuTimes times = CpuTimes.UNKNOWN;
  private double load = Double.NaN;
  private double sent = Double.NaN;
  private Syncs syncs = Syncs.NONE;
  private double latency = Double.NaN;
  private int silent;
  private long last = NEVER;

  /// What the disk of footage has done so far.
  ///
  /// @param count times it was made to keep what it was given
  /// @param nanos that this took
  public record Syncs(long count, long nanos) {
    public static final Syncs NONE = new Syncs(0, 0);
  }

  /// @param root of the file system: `/proc` and `/sys` are below
  /// @param cores processors this program may use
  /// @param ticks nanoseconds that only ever grow
  /// @param bitrate of a wireless interface, in bits a second; NaN when it is not known
  public Machine(
      Path root,
      int cores,
      LongSupplier ticks,
      Supplier<Syncs> disk,
      ToDoubleFunction<String> bitrate) {
    this.cores = cores;
    this.ticks = ticks;
    this.disk = disk;
    this.bitrate = bitrate;
    this.stat = new KernelFile(root.resolve("proc/stat"));
    this.loadavg = new KernelFile(root.resolve("proc/loadavg"));
    this.memory = new KernelFile(root.resolve("proc/meminfo"));
    this.throttled =
        new KernelFile(root.resolve("sys/devices/platform/soc/soc:firmware/get_throttled"));
    this.wireless = new KernelFile(root.resolve("proc/net/wireless"));
    this.network = new KernelFile(root.resolve("proc/net/dev"));
    this.zones = zones(root.resolve("sys/class/thermal"));
    this.cpuPressing = new Pressing(cpuPressure(root));
    this.memoryPressing = new Pressing(root.resolve("proc/pressure/memory"));
    this.ioPressing = new Pressing(root.resolve("proc/pressure/io"));
    this.board = isBoard(root);
  }

  /// What one look shows: nothing of what takes time to see.
  public static Readings glance(Path root) {
    int cores = Runtime.getRuntime().availableProcessors();
    try (var machine = new Machine(root, cores, () -> 0, () -> Syncs.NONE, _ -> Double.NaN)) {
      return machine.read();
    }
  }

  private static List<KernelFile> zones(Path thermal) {
    try (var all = Files.list(thermal)) {
      return all.filter(zone -> zone.getFileName().toString().startsWith("thermal_zone"))
          .sorted()
          .limit(MOST_ZONES)
          .map(zone -> new KernelFile(zone.resolve("temp")))
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// What this program waits for says more than what somebody waits for, such as a job that was
  /// told to be modest. In a container with part of a processor it is all there is.
  private static Path cpuPressure(Path root) {
    try (var groups = new KernelFile(root.resolve("proc/self/cgroup"))) {
      var group = KernelTexts.group(groups.scan());
      for (var tree : List.of("sys/fs/cgroup", "sys/fs/cgroup/unified")) { // beside version 1
        var own = root.resolve(tree).resolve(group).resolve("cpu.pressure").normalize();
        if (own.startsWith(root.resolve(tree)) && Files.isReadable(own)) {
          return own;
        }
      }
    } catch (InvalidPathException _) {
      // that of all does
    }
    return root.resolve("proc/pressure/cpu");
  }

  /// Whether it is a board such as a Raspberry Pi, which suffers at heat that a PC is made for.
  public boolean isBoard() {
    return board;
  }

  /// The same of a file system that is not looked at any further.
  public static boolean isBoard(Path root) {
    return Files.exists(root.resolve("proc/device-tree/model"));
  }

  public Readings read() {
    long now = ticks.getAsLong();
    double passed = last == NEVER ? Double.NaN : (now - last) / 1e3; // microseconds
    last = now;
    var free = memory.scan();
    return new Readings(
        KernelTexts.memory(free, "MemAvailable:"),
        KernelTexts.memory(free, "CmaTotal:"),
        KernelTexts.memory(free, "CmaFree:"),
        cpu(),
        cores,
        load(),
        temperature(),
        KernelTexts.power(throttled.scan()),
        cpuPressing.read(passed),
        memoryPressing.read(passed),
        ioPressing.read(passed),
        latency(),
        wifi(passed));
  }

  private double cpu() {
    var before = times;
    times = KernelTexts.cpuTimes(stat.scan());
    return times.busySince(before);
  }

  private double load() {
    double each = (KernelTexts.running(loadavg.scan()) - 1) / cores; // without who reads it
    load = Double.isNaN(load) ? each : load + (each - load) * NEWEST;
    return load;
  }

  private double temperature() {
    double hottest = Double.NaN;
    for (var zone : zones) {
      double here = KernelTexts.temperature(zone.scan());
      hottest = Double.isNaN(hottest) || here > hottest ? here : hottest;
    }
    return hottest;
  }

  /// Of what it did since the last reading; where that is nothing, what it was lately.
  private double latency() {
    var before = syncs;
    syncs = disk.get();
    long count = syncs.count - before.count;
    silent = count > 0 ? 0 : silent + 1;
    if (count > 0) {
      latency = (syncs.nanos - before.nanos) / 1e6 / count;
    } else if (silent > REMEMBERED) {
      latency = Double.NaN;
    }
    return latency;
  }

  private @Nullable Wifi wifi(double passed) {
    var text = wireless.scan();
    var name = KernelTexts.wireless(text);
    if (name.isEmpty()) {
      return null;
    }
    double signal = KernelTexts.signal(text, name);
    double before = sent;
    sent = KernelTexts.sent(network.scan(), name);
    double sending = sent >= before ? (sent - before) * 8e6 / passed : Double.NaN;
    return new Wifi(bitrate.applyAsDouble(name), signal, sending);
  }

  /// A file of `/proc/pressure`.
  private static final class Pressing {
    private final KernelFile file;
    private Waiting some = Waiting.UNKNOWN;
    private Waiting full = Waiting.UNKNOWN;

    Pressing(Path path) {
      this.file = new KernelFile(path);
    }

    Pressure read(double passed) {
      var someBefore = some;
      var fullBefore = full;
      var text = file.scan();
      some = KernelTexts.waiting(text, "some");
      full = KernelTexts.waiting(text, "full");
      return new Pressure(
          some.since(someBefore, passed), full.since(fullBefore, passed), some.mean(), full.mean());
    }
  }

  @Override
  public void close() {
    zones.forEach(KernelFile::close);
    List.of(stat, loadavg, memory, throttled, wireless, network).forEach(KernelFile::close);
    List.of(cpuPressing, memoryPressing, ioPressing).forEach(pressing -> pressing.file.close());
  }
}
