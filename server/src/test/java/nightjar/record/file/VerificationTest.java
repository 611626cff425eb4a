package nightjar.record.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is said of files that are whole, and of those that are not.
class VerificationTest {
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static Footage footage;

  @BeforeAll
  static void record() throws IOException {
    footage = Footage.of(KEY, 35);
  }

  @Test
  void wholeIsWhole() throws Exception {
    long end = footage.heading().wallAt(footage.pieces().getLast().end());
    assertEquals(new Verdict.Whole(Footage.WALL, end, false), verify(footage.whole()));
  }

  @Test
  void openIsNotSealed() throws Exception {
    long end = footage.heading().wallAt(footage.pieces().getLast().end());
    assertEquals(new Verdict.Unsealed(Footage.WALL, end), verify(footage.open()));
  }

  @Test
  void anothersIsForeign() throws Exception {
    var other = DeviceKey.fresh();
    assertEquals(
        new Verdict.Foreign("signed with another key, " + other.proof().fingerprint()),
        verify(Footage.of(other, 11).whole()));
    assertEquals(
        new Verdict.Foreign("no file of footage: there is no ftyp where one belongs"),
        verify("not a film".repeat(50).getBytes(US_ASCII)));
    assertInstanceOf(Verdict.Foreign.class, verify(new byte[0]));
    assertInstanceOf(Verdict.Foreign.class, verify(footage.init()));
  }

  /// Somebody who has another key, and all of our file.
  @Test
  void aPieceTakenOutAndSignedAgainIsForeign() throws Exception {
    var anatomy = Anatomy.read(Readable.of(footage.open()));
    var other = DeviceKey.fresh();
    var seal =
        Sealing.of(anatomy, Readable.of(footage.open()))
            .seal(other, 1, Hash.NONE, false, new byte[0], Optional.empty());
    var lie =
        new Seal(
            1,
            Hash.NONE,
            false,
            seal.header(),
            seal.pieces(),
            new byte[0],
            new byte[0],
            KEY.proof(), // says it is ours
            seal.signature());
    assertInstanceOf(Verdict.Foreign.class, verify(join(footage.open(), seal.box())));
    assertInstanceOf(Verdict.Changed.class, verify(join(footage.open(), lie.box())));
  }

  @Test
  void oneFlippedByteIsFound() throws Exception {
    var random = new Random(seed());
    var bytes = footage.whole();
    for (int i = 0; i < 400; i++) {
      int at = random.nextInt(bytes.length);
      var flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      saysWhere(at, verify(flipped));
    }
  }

  /// Boxes' own bytes are few, so that chance rarely meets them.
  @Test
  void aFlippedByteOfAnyBoxIsFound() throws Exception {
    for (var piece : footage.pieces()) {
      flipAll((int) piece.at(), (int) piece.payloadAt());
    }
    flipAll(0, (int) footage.pieces().getFirst().at());
    flipAll(footage.open().length, footage.whole().length);
  }

  private void flipAll(int from, int to) throws IOException {
    for (int at = from; at < to; at++) {
      var flipped = footage.whole().clone();
      flipped[at] ^= 0x20;
      saysWhere(at, verify(flipped));
    }
  }

  private static void saysWhere(int at, Verdict verdict) {
    var changed = assertInstanceOf(Verdict.Changed.class, verdict, () -> "at " + at);
    int piece = pieceAt(at);
    if (piece >= 0) {
      assertTrue(changed.what().startsWith("piece %d of 4".formatted(piece + 1)), changed::what);
      var real = footage.pieces().get(piece);
      long start = footage.heading().wallAt(real.start());
      assertTrue(changed.from() >= start - 500_000 && changed.from() <= start + 1, changed::what);
    } else {
      assertTrue(changed.what().startsWith("its "), changed::what);
    }
  }

  private static int pieceAt(int at) {
    for (int i = 0; i < footage.pieces().size(); i++) {
      var piece = footage.pieces().get(i);
      if (at >= piece.at() && at < piece.endAt()) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aCutTailIsCut() throws Exception {
    for (int length = footage.whole().length - 1; length > footage.open().length; length--) {
      isCut(length, 4);
    }
    for (int i = 0; i < 4; i++) {
      var piece = footage.pieces().get(i);
      for (long length = piece.at() + 1; length < piece.endAt(); length += 97) {
        isCut((int) length, i);
      }
    }
  }

  private static void isCut(int length, int pieces) throws IOException {
    long end = pieces == 0 ? 0 : footage.pieces().get(pieces - 1).end();
    assertEquals(
        new Verdict.Cut(footage.heading().wallAt(end)),
        verify(Arrays.copyOf(footage.whole(), length)),
        () -> "cut to " + length);
  }

  @Test
  void whatWasAddedIsFound() throws Exception {
    assertInstanceOf(Verdict.Changed.class, verify(join(footage.whole(), new byte[1])));
    assertInstanceOf(Verdict.Changed.class, verify(join(footage.whole(), new byte[100])));
    var other = Footage.of(KEY, 11);
    assertInstanceOf(Verdict.Changed.class, verify(join(footage.whole(), other.whole())));
  }

  @Test
  void aPieceLeftOutIsFound() throws Exception {
    var second = footage.pieces().get(1);
    var bytes = footage.whole();
    var without =
        join(
            Arrays.copyOf(bytes, (int) second.at()),
            Arrays.copyOfRange(bytes, (int) second.endAt(), bytes.length));
    assertTrue(
        assertInstanceOf(Verdict.Changed.class, verify(without)).what().startsWith("piece 2 of 4"));
  }

  @Test
  void mendedIsSaid() throws Exception {
    var readable = Readable.of(footage.open());
    var seal =
        Sealing.of(Anatomy.read(readable), readable)
            .seal(KEY, 2, Hash.NONE, true, new byte[0], Optional.empty());
    var verdict = verify(join(footage.open(), seal.box()));
    assertTrue(assertInstanceOf(Verdict.Whole.class, verdict).mended());
    assertFalse(seal.jpeg().isPresent());
  }

  static byte[] join(byte[] one, byte[] other) {
    var joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }

  private static Verdict verify(byte[] bytes) throws IOException {
    return Verification.of(Readable.of(bytes), KEY.proof()).verdict();
  }

  private static long seed() {
    long seed = System.nanoTime();
    System.out.println("VerificationTest seed " + seed);
    return seed;
  }
}
