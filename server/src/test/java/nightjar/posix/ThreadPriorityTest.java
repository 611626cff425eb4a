package nightjar.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadPriorityTest {
  private static final int AFTER_NAME = 16; // fields between a thread's name and its nice value

  @Test
  void lowersTheCallersAlone() throws Exception {
    int own = nice();
    int less = Math.min(own + 10, 19);
    Callable<Integer> lowered =
        () -> {
          assertTrue(ThreadPriority.lower(less));
          return nice();
        };
    try (var thread = Executors.newSingleThreadExecutor()) {
      assertEquals(less, thread.submit(lowered).get(10, TimeUnit.SECONDS));
    }
    assertEquals(own, nice());
  }

  @Test
  void refusesWhatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> ThreadPriority.lower(0));
    assertThrows(IllegalArgumentException.class, () -> ThreadPriority.lower(20));
  }

  @Test
  void trimsWithoutHarm() {
    NativeHeap.trim();
  }

  /// By proc_pid_stat(5): the 19th field.
  private static int nice() throws Exception {
    var stat = Files.readString(Path.of("/proc/thread-self/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(fields[AFTER_NAME]);
  }
}
