package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.metrics.Metrics;
import nightjar.record.Limits;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The thread that looks after footage.
class RecordRigTest {
  @TempDir private Path folder;

  /// Else nothing would be removed any more, and the disk be full one day.
  @Test
  void aFaultOfOursDoesNotEndIt() throws Exception {
    var clock = new SteppedClock();
    var looks = new AtomicInteger();
    try (var store = Store.open(folder, StoreConfig.STANDARD, DeviceKey.fresh(), clock);
        var rig =
            new RecordRig(
                Limits.STANDARD,
                store,
                clock,
                new Metrics(),
                0,
                () -> {
                  if (looks.incrementAndGet() == 3) { // the thread's first
                    throw new IllegalStateException("a fault");
                  }
                  return true;
                })) {
      assertEquals(2, looks.get());
      rig.start();
      clock.step();
      Await.until(() -> looks.get() >= 4, () -> "it looks no more after " + looks);
    }
  }
}
