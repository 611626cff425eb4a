package nightjar.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import nightjar.base.Clock;
import nightjar.governor.Machine.Syncs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a thermometer to what people read.
class GovernorTest {
  private static final String THERMOMETER = "sys/class/thermal/thermal_zone0/temp";

  @TempDir private Path root;
  private final Seconds seconds = new Seconds();
  private final List<Shed> told = new CopyOnWriteArrayList<>();

  /// Seconds that pass one by one when the test says so, each looked at before the next.
  private static final class Seconds implements Clock {
    private final Semaphore begin = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private volatile long now;

    @Override
    public Instant wall() {
      return Instant.ofEpochSecond(1_000_000_000).plusNanos(now);
    }

    @Override
    public long ticks() {
      return now;
    }

    @Override
    public void sleep(Duration howLong) throws InterruptedException {
      ended.release();
      begin.acquire();
      now += howLong.toNanos();
    }

    void pass(int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        begin.release();
        ended.acquire();
      }
    }
  }

  private void heat(int celsius) throws IOException {
    var file = root.resolve(THERMOMETER);
    Files.createDirectories(file.getParent());
    Files.writeString(file, celsius + "000\n");
  }

  private Governor governor() throws IOException {
    var model = Files.createDirectories(root.resolve("proc/device-tree")).resolve("model");
    Files.writeString(model, "Raspberry Pi Zero 2 W Rev 1.0\0");
    var machine = new Machine(root, 4, seconds::ticks, () -> Syncs.NONE, _ -> Double.NaN);
    return new Governor(
        machine,
        Pace.of(Duration.ofSeconds(20)),
        EnumSet.allOf(Step.class),
        new Words(List.of(15.0), List.of(15.0)),
        seconds,
        told::add);
  }

  @Test
  void saysWhatItDoesWithoutAndWhy() throws Exception {
    heat(50);
    try (var governor = governor()) {
      governor.start();
      seconds.ended.acquire();
      seconds.pass(20);
      var calm = governor.standing();
      assertEquals("0 full  []", told(calm));
      assertEquals(1_000_000_000_000_000L, calm.since());
      assertEquals(50, calm.readings().temperature());
      heat(86);
      seconds.pass(3);
      assertEquals("3 reduced main at 10 fps: 86 °C", brief(governor.standing()));
      assertEquals(1_000_000_023_000_000L, governor.standing().since());
      seconds.pass(10);
      assertEquals(
          "8 least main at 5 fps, sub at 8 fps, video for one viewer: 86 °C",
          brief(governor.standing()));
      assertEquals(8, told.size());
      assertEquals(governor.standing().shed(), told.getLast());
      heat(60);
      seconds.pass(8 * 20 + 1);
      assertEquals("0 full  []", told(governor.standing()));
      assertEquals(Shed.NOTHING, told.getLast());
      assertEquals(16, told.size());
    }
  }

  private static String brief(Standing now) {
    return now.level() + " " + now.word() + " " + now.line();
  }

  private static String told(Standing now) {
    return brief(now) + " " + now.sheds();
  }

  @Test
  void eachChangeIsSaidInItsOwnWords() throws Exception {
    var course =
        new Course(Limits.of(true), Pace.of(Duration.ofSeconds(20)), EnumSet.allOf(Step.class));
    var one = new Words(List.of(15.0, 15.0), List.of(15.0));
    var several = new Words(List.of(15.0, 25.0), List.of(15.0, 5.0));
    var said = new CopyOnWriteArrayList<String>();
    var state = course.initial(-20_000_000_000L);
    assertEquals("", one.line(state));
    for (int second = 0; second < 100; second++) {
      int before = state.level();
      state = course.next(state, Machines.of("cpu 0.9"), second * 1_000_000_000L);
      if (state.level() != before) {
        said.add(one.line(state).replace(": the processor is busy, 90 % waiting", ""));
      }
    }
    assertEquals(
        List.of(
            "objects looked for half as often",
            "objects looked for half as often, motion looked for half as often",
            "main at 10 fps",
            "main at 8 fps",
            "main at 5 fps",
            "main at 5 fps, sub at 8 fps",
            "main at 5 fps, sub at 8 fps, video for 3 viewers",
            "main at 5 fps, sub at 8 fps, video for one viewer"),
        said);
    assertTrue(
        several
            .line(state)
            .startsWith(
                "main at 33 % of its pictures, sub at 50 % of its pictures, video for one"));
  }

  @Test
  void everyReasonHasWords() {
    var reasons =
        List.of(
            new Reason.Hot(81.6),
            new Reason.Slowed(),
            new Reason.Undervolted(),
            new Reason.Busy(0.6),
            new Reason.Busy(Double.NaN),
            new Reason.MemoryShort(40 << 20),
            new Reason.MemoryShort(Double.NaN),
            new Reason.CmaShort(1 << 20),
            new Reason.DiskSlow(1_500),
            new Reason.DiskSlow(Double.NaN),
            new Reason.WifiFull(21.6e6));
    assertEquals(
        List.of(
            "82 °C",
            "the board is slowed down",
            "the power supply gives too little",
            "the processor is busy, 60 % waiting",
            "the processor is busy",
            "40 MB of memory left",
            "memory is short",
            "1 MB of CMA memory left",
            "the disk takes 1.5 s",
            "the disk is busy",
            "the Wi-Fi is full at 21.6 Mbit/s"),
        reasons.stream().map(Reason::words).toList());
  }
}
