package nightjar.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import nightjar.base.FakeClock;
import nightjar.governor.Machine.Syncs;
import nightjar.governor.Readings.Power;
import nightjar.governor.Readings.Pressure;
import nightjar.governor.Readings.Wifi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines that are not here: a Zero 2 W, a PC, one that shows nothing, and one that lies.
class MachineTest {
  private static final String THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled";

  @TempDir private Path root;
  private final FakeClock clock = new FakeClock();
  private Syncs syncs = Syncs.NONE;

  private Machine machine(double bitrate) {
    return new Machine(root, 4, clock::ticks, () -> syncs, _ -> bitrate);
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void pass(int millis) {
    clock.pass(Duration.ofMillis(millis));
  }

  private void pressure(String file, String some, long someMicros, String full, long fullMicros)
      throws IOException {
    write(
        file,
        "some avg10=%s avg60=0.00 avg300=0.00 total=%d\nfull avg10=%s avg60=0.00 avg300=0.00 total=%d\n"
            .formatted(some, someMicros, full, fullMicros));
  }

  private void board() throws IOException {
    write("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0");
    write("proc/stat", "cpu  1000 0 500 8000 500 0 0 0 0 0\ncpu0 250 0 125 2000 125 0 0 0 0 0\n");
    write("proc/loadavg", "1.32 1.09 0.58 5/345 1234\n");
    write(
        "proc/meminfo",
        """
        MemTotal:         411776 kB
        MemFree:           30000 kB
        MemAvailable:     180224 kB
        CmaTotal:          65536 kB
        CmaFree:           20480 kB
        """);
    write("sys/class/thermal/thermal_zone0/temp", "52078\n");
    write(THROTTLED, "50000\n");
    write(
        "proc/net/wireless",
        """
        Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
         face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
         wlan0: 0000   54.  -56.  -256        0      0      0      0    119        0
        """);
    sent(1_000_000);
    pressure("proc/pressure/cpu", "4.61", 1_000_000, "0.00", 0);
    pressure("proc/pressure/memory", "0.00", 0, "0.00", 0);
    pressure("proc/pressure/io", "2.00", 500_000, "1.00", 300_000);
  }

  private void sent(long bytes) throws IOException {
    write(
        "proc/net/dev",
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            lo:     100       1    0    0    0     0          0         0      100       1    0
         wlan0: 9999999    7000    0    2    0     0          0         0 %d 9000 0 0 0 0 0 0
        """
            .formatted(bytes));
  }

  @Test
  void aZero2W() throws IOException {
    board();
    syncs = new Syncs(10, 50_000_000);
    try (var machine = machine(43.3e6)) {
      assertTrue(machine.isBoard());
      machine.read();
      pass(1000);
      write("proc/stat", "cpu  1200 0 600 8050 550 0 0 0 0 0\n");
      pressure("proc/pressure/cpu", "9.00", 1_400_000, "0.00", 0);
      pressure("proc/pressure/io", "2.00", 600_000, "1.00", 350_000);
      sent(2_000_000);
      syncs = new Syncs(12, 150_000_000);
      var none = new Pressure(0, 0, 0, 0);
      assertEquals(
          new Readings(
              180224 * 1024.0,
              65536 * 1024.0,
              20480 * 1024.0,
              0.75,
              4,
              1,
              52.078,
              new Power(false, false, true),
              new Pressure(0.4, 0, 0.09, 0),
              none,
              new Pressure(0.1, 0.05, 0.02, 0.01),
              50,
              new Wifi(43.3e6, -56, 8e6)),
          machine.read());
    }
  }

  @Test
  void aPcHasNoBoardsSensorsAndSeveralHotPlaces() throws IOException {
    write("proc/stat", "cpu  1 2 3 4 5\n");
    write("proc/meminfo", "MemAvailable: 24000000 kB\n");
    write("sys/class/thermal/thermal_zone0/temp", "27800\n");
    write("sys/class/thermal/thermal_zone1/temp", "61000\n");
    write("sys/class/thermal/thermal_zone2/temp", "0\n"); // asleep
    write("sys/class/thermal/cooling_device0/temp", "99000\n");
    try (var machine = machine(Double.NaN)) {
      assertFalse(machine.isBoard());
      var readings = machine.read();
      assertEquals(61, readings.temperature());
      assertEquals(24_000_000 * 1024.0, readings.memoryFree());
      assertEquals(Double.NaN, readings.cmaFree());
      assertNull(readings.power());
      assertNull(readings.wifi());
    }
  }

  @Test
  void aMachineThatShowsNothing() {
    try (var machine = machine(Double.NaN)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(Readings.unknown(4), machine.read());
        pass(1000);
      }
    }
  }

  /// What this program waits for, not what all do.
  @Test
  void theOwnControlGroupCounts() throws IOException {
    board();
    write("proc/self/cgroup", "1:name=systemd:/x\n0::/system.slice/nightjar.service\n");
    pressure("sys/fs/cgroup/system.slice/nightjar.service/cpu.pressure", "1.00", 0, "0.00", 0);
    try (var machine = machine(Double.NaN)) {
      assertEquals(0.01, machine.read().cpuPressure().some());
    }
  }

  @Test
  void aControlGroupOutsideOfTheirTreeIsNone() throws IOException {
    board();
    pressure("etc/cpu.pressure", "1.00", 0, "0.00", 0);
    for (var group : new String[] {"/../../../etc", "/\0", "", "/nowhere"}) {
      write("proc/self/cgroup", "0::" + group + "\n");
      try (var machine = machine(Double.NaN)) {
        assertEquals(0.0461, machine.read().cpuPressure().some(), group);
      }
    }
  }

  @Test
  void aDiskThatSaysNothingForAWhileIsForgotten() throws IOException {
    try (var machine = machine(Double.NaN)) {
      syncs = new Syncs(1, 30_000_000);
      assertEquals(30, machine.read().diskLatency());
      for (int i = 0; i < 10; i++) {
        assertEquals(30, machine.read().diskLatency());
      }
      assertEquals(Double.NaN, machine.read().diskLatency());
    }
  }

  @Test
  void aSensorThatLiesIsNone() throws IOException {
    board();
    for (var lie : new String[] {"0", "300000", "-100000", "", "hot", "9".repeat(30)}) {
      write("sys/class/thermal/thermal_zone0/temp", lie);
      try (var machine = machine(Double.NaN)) {
        assertEquals(Double.NaN, machine.read().temperature(), lie);
      }
    }
  }

  /// A driver goes, and comes back.
  @Test
  void aFileThatGoesIsLookedForAgain() throws IOException {
    board();
    Files.delete(root.resolve(THROTTLED));
    try (var machine = machine(Double.NaN)) {
      assertNull(machine.read().power());
      write(THROTTLED, "4");
      int readings = 0;
      while (machine.read().power() == null) {
        assertTrue(++readings < 100, "never seen");
      }
      assertEquals(new Power(false, true, false), machine.read().power());
    }
  }

  /// Whatever the kernel, or what looks like one, says.
  @Test
  void anyBytesAreRead() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    board();
    pressure("proc/pressure/cpu", "4.61", 1_000_000, "0.00", 0);
    var files = Files.walk(root).filter(Files::isRegularFile).toList();
    try (var machine = machine(43e6)) {
      for (int i = 0; i < 1_000; i++) {
        var file = files.get(random.nextInt(files.size()));
        var before = Files.readAllBytes(file);
        Files.write(file, spoilt(before, random));
        clock.pass(Duration.ofMillis(random.nextInt(2_000)));
        checkSense(machine.read(), seed);
        Files.write(file, before);
      }
    }
  }

  private static byte[] spoilt(byte[] text, Random random) {
    if (random.nextInt(4) == 0) {
      var any = new byte[random.nextInt(6_000)];
      random.nextBytes(any);
      return any;
    }
    var spoilt = text.clone();
    for (int i = random.nextInt(8); i >= 0 && spoilt.length > 0; i--) {
      spoilt[random.nextInt(spoilt.length)] = (byte) " -.:=09af\n\0\377".charAt(random.nextInt(12));
    }
    return Arrays.copyOf(spoilt, random.nextInt(spoilt.length + 1));
  }

  private static void checkSense(Readings r, long seed) {
    var said = r + ", -Dseed=" + seed;
    inRange(r.memoryFree(), 0, 1e21, said);
    inRange(r.cmaTotal(), 0, 1e21, said);
    inRange(r.cmaFree(), 0, 1e21, said);
    inRange(r.cpu(), 0, 1, said);
    inRange(r.load(), -1, 1e18, said);
    inRange(r.temperature(), -40, 125, said);
    for (var pressure : new Pressure[] {r.cpuPressure(), r.memoryPressure(), r.ioPressure()}) {
      inRange(pressure.now(), 0, 1, said);
      inRange(pressure.fullNow(), 0, 1, said);
      inRange(pressure.some(), 0, 1, said);
      inRange(pressure.full(), 0, 1, said);
    }
    var wifi = r.wifi();
    if (wifi != null) {
      inRange(wifi.signal(), -120, 0, said);
      inRange(wifi.sending(), 0, Double.POSITIVE_INFINITY, said);
    }
  }

  private static void inRange(double value, double least, double most, String said) {
    assertTrue(Double.isNaN(value) || (value >= least && value <= most), () -> value + ": " + said);
  }

  /// The machine this runs on: once a second is next to nothing.
  @Test
  void readingCostsNextToNothing() {
    int times = 1_000;
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var here =
        new Machine(Path.of("/"), 2, System::nanoTime, () -> Syncs.NONE, _ -> Double.NaN)) {
      for (int i = 0; i < times; i++) {
        here.read();
      }
      long cpu = threads.getCurrentThreadCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < times; i++) {
        here.read();
      }
      double micros = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / times;
      double each = (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / times;
      System.out.printf(Locale.ROOT, "a reading: %.0f us, %.0f bytes%n", micros, each);
      assertTrue(micros < 2_000, () -> micros + " microseconds");
      assertTrue(each < 8_000, () -> each + " bytes");
    }
  }
}
