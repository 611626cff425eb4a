package nightjar.record.store;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The power is cut at every write of a few minutes; `./nightjar bench power` takes an hour of
/// them.
class PowerTest {
  @Test
  void whateverAPowerCutLeavesTheStoreKeepsItsPromises() throws IOException {
    System.out.println("PowerTest: " + PowerRun.run(System.nanoTime(), 8, 4));
  }
}
