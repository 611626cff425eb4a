package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A walk through anything at all.
class AnatomyFuzzTest {
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static Footage footage;

  @BeforeAll
  static void record() throws IOException {
    footage = Footage.of(KEY, 25);
  }

  @Test
  void cutAtEveryByte() throws Exception {
    var whole = footage.whole();
    for (int length = 0; length < whole.length; length += length < 2_000 ? 1 : 7) {
      var cut = Arrays.copyOf(whole, length);
      if (length < footage.pieces().getFirst().at()) {
        reads(cut);
        continue;
      }
      var anatomy = Anatomy.read(Readable.of(cut));
      int end = length;
      var expected = footage.pieces().stream().filter(piece -> piece.endAt() <= end).toList();
      assertEquals(expected, anatomy.pieces());
      assertTrue(anatomy.seal().isEmpty());
      assertEquals(anatomy.piecesEnd(), anatomy.whole());
      assertEquals(length, anatomy.size());
    }
  }

  @Test
  void anyBytes() throws IOException {
    var random = random();
    for (int i = 0; i < 3_000; i++) {
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      reads(bytes);
    }
  }

  /// Anywhere in a real file: random bytes, lengths that are huge, 64-bit sizes, parts moved.
  @Test
  void anyDamage() throws IOException {
    var random = random();
    for (int i = 0; i < 3_000; i++) {
      var bytes = footage.whole().clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damage(bytes, random);
      }
      reads(bytes);
    }
  }

  private static void damage(byte[] bytes, Random random) {
    int at = place(bytes, random);
    var buffer = ByteBuffer.wrap(bytes);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> buffer.putInt(at, -1 >>> random.nextInt(31));
      case 2 -> buffer.putInt(at, 1).putLong(at + 8, -1L >>> random.nextInt(63));
      case 3 -> buffer.putInt(at, 0);
      case 4 -> buffer.putInt(at, random.nextInt(64));
      default -> {
        int from = place(bytes, random);
        System.arraycopy(bytes, from, bytes, at, 8);
      }
    }
  }

  /// Often at a box, else anywhere.
  private static int place(byte[] bytes, Random random) {
    int piece = random.nextInt(2 * footage.pieces().size());
    if (piece < footage.pieces().size()) {
      return (int) footage.pieces().get(piece).at() + 4 * random.nextInt(30);
    }
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt((int) footage.pieces().getFirst().at());
      case 1 -> footage.open().length + random.nextInt(150);
      default -> random.nextInt(bytes.length - 16);
    };
  }

  private static void reads(byte[] bytes) throws IOException {
    long before = allocated();
    try {
      var anatomy = Anatomy.read(Readable.of(bytes));
      assertTrue(anatomy.whole() <= anatomy.size());
      long end = anatomy.header();
      for (var piece : anatomy.pieces()) {
        assertEquals(end, piece.at());
        end = piece.endAt();
      }
    } catch (BadFileException _) {
      // as it should be
    }
    Verification.of(Readable.of(bytes), KEY.proof());
    ExportCheck.of(Readable.of(bytes), KEY.proof());
    long taken = allocated() - before;
    assertTrue(taken < 500_000 + 20L * bytes.length, () -> taken + " bytes for " + bytes.length);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static Random random() {
    long seed = System.nanoTime();
    System.out.println("AnatomyFuzzTest seed " + seed);
    return new Random(seed);
  }
}
