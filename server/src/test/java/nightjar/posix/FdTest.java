package nightjar.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {
  private static final long FIONREAD = 0x541b; // asm-generic/ioctls.h: bytes that can be read
  private static final long FIONBIO = 0x5421; // argument other than 0: no waiting

  @TempDir Path dir;

  @Test
  void whatCannotBeOpenedIsNamedWithTheReason() {
    var missing = dir.resolve("missing");
    var e = assertThrows(PosixException.class, () -> Fd.open(missing, Fd.READ_ONLY));
    assertEquals("cannot open " + missing + ": there is no such file (errno 2)", e.getMessage());
    assertEquals(2, e.errno());
  }

  @Test
  void readsNeverWait() throws Exception {
    try (var arena = Arena.ofConfined();
        var pipe = Fd.pipe()) {
      var bytes = arena.allocate(16);
      assertEquals(-Errno.EAGAIN, pipe.from().read(bytes, 0, 16));
      assertEquals(0, pipe.from().await(Fd.READABLE, 0));
      Files.writeString(pipe.to().path(), "0123456789", UTF_8);
      assertEquals(Fd.READABLE, pipe.from().await(Fd.READABLE, 1000));
      assertEquals(10, pipe.from().read(bytes, 2, 14));
      assertEquals('9', bytes.get(ValueLayout.JAVA_BYTE, 11));
      pipe.to().close();
      assertEquals(0, pipe.from().read(bytes, 0, 16));
      assertEquals(Fd.HUNG_UP, pipe.from().await(Fd.READABLE, 1000));
    }
  }

  @Test
  void readsNoFurtherThanTheMemory() throws Exception {
    try (var arena = Arena.ofConfined();
        var pipe = Fd.pipe()) {
      var bytes = arena.allocate(16);
      assertThrows(IndexOutOfBoundsException.class, () -> pipe.from().read(bytes, 8, 9));
      assertThrows(IndexOutOfBoundsException.class, () -> pipe.from().read(bytes, -1, 4));
    }
  }

  @Test
  void requestsReachTheDevice() throws Exception {
    try (var arena = Arena.ofConfined();
        var pipe = Fd.pipe()) {
      Files.writeString(pipe.to().path(), "0123456789", UTF_8);
      var count = arena.allocate(ValueLayout.JAVA_INT);
      assertEquals(0, pipe.from().ioctl(FIONREAD, count));
      assertEquals(10, count.get(ValueLayout.JAVA_INT, 0));
      try (var file = Fd.open(Path.of("/dev/null"), Fd.READ_WRITE)) {
        assertEquals(-Errno.ENOTTY, file.ioctl(0x80685600L, arena.allocate(104)));
      }
    }
  }

  @Test
  void mapsWhatIsInAFile() throws Exception {
    var file = Files.writeString(dir.resolve("file"), "x".repeat(8192), UTF_8);
    try (var arena = Arena.ofConfined();
        var fd = Fd.open(file, Fd.READ_WRITE)) {
      fd.map(4096, 4096, arena).set(ValueLayout.JAVA_BYTE, 5, (byte) 'y');
    }
    assertEquals('y', Files.readAllBytes(file)[4096 + 5]);
  }

  @Test
  void closesOnceAndLeavesNothingOpen() throws Exception {
    long before = openFiles();
    for (int i = 0; i < 100; i++) {
      var fd = Fd.open(Path.of("/dev/null"), Fd.READ_ONLY);
      fd.close();
      fd.close();
    }
    assertEquals(before, openFiles());
  }

  @Test
  void callsAllocateNothing() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var arena = Arena.ofConfined();
        var zero = Fd.open(Path.of("/dev/zero"), Fd.READ_ONLY)) {
      var bytes = arena.allocate(64);
      use(zero, bytes, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      use(zero, bytes, 10_000);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
      assertEquals(0, each);
    }
  }

  private static void use(Fd fd, MemorySegment bytes, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertTrue(fd.await(Fd.READABLE, 10) != 0);
      assertEquals(64, fd.read(bytes, 0, 64));
      bytes.set(ValueLayout.JAVA_INT, 0, 1);
      assertEquals(0, fd.ioctl(FIONBIO, bytes));
    }
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
