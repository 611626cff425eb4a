package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.container.fmp4.Openh264;
import nightjar.container.fmp4.PlainMp4;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is cut out of files: FFmpeg shows it to the picture, and it proves itself.
class ExportTest {
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static final int PICTURES = 35; // in pieces of 10, 10, 10 and 5
  private static final long LATER = Footage.WALL + 60_000_000;

  private static Footage one;
  private static Footage two; // another profile, another size

  @TempDir private Path folder;

  @BeforeAll
  static void record() throws IOException {
    one = Footage.of(KEY, PICTURES);
    var root = Anatomy.read(Readable.of(one.whole())).seal().orElseThrow().root();
    var units = Openh264.encode("constrained_baseline", 482, 270, PICTURES);
    two = Footage.of(KEY, units, 2, root, LATER);
  }

  @Test
  void aFilePlaysAlone() throws Exception {
    for (var footage : List.of(one, two)) {
      for (var bytes : List.of(footage.whole(), footage.open())) {
        var played = Ffmpeg.play(write(bytes));
        assertEquals(PICTURES, played.size());
        assertEquals(footage.times(), played.stream().map(Ffmpeg.Picture::pts).toList());
      }
    }
  }

  @Test
  void startsAtThePictureAskedFor() throws Exception {
    var all = Ffmpeg.play(write(one.whole()));
    var starts = one.times();
    long skip = starts.get(14) - starts.get(10);
    var export = new Cutting(skip).add(one, 1, 4).bytes();
    var played = Ffmpeg.play(write(export));
    assertEquals(crcs(all.subList(14, PICTURES)), crcs(played));
    assertEquals(
        starts.subList(14, PICTURES).stream().map(start -> start - starts.get(14)).toList(),
        played.stream().map(Ffmpeg.Picture::pts).toList());
  }

  @Test
  void goesOnWithOtherParameterSets() throws Exception {
    var export = new Cutting(0).add(one, 0, 4).add(two, 0, 4).add(one, 0, 1).bytes();
    var played = Ffmpeg.play(write(export));
    var expected = crcs(Ffmpeg.play(write(one.whole())));
    expected.addAll(crcs(Ffmpeg.play(write(two.whole()))));
    expected.addAll(expected.subList(0, 10));
    assertEquals(expected, crcs(played));
    assertEquals(320, played.getFirst().width());
    assertEquals(482, played.get(PICTURES).width());
  }

  @Test
  void provesItself() throws Exception {
    var check = check(new Cutting(0).add(one, 1, 4).add(two, 0, 2).bytes(), KEY);
    long start = wall(one, 1);
    long end = wall(two, 2);
    assertEquals(new Verdict.Whole(start, end, false), check.verdict());
    assertEquals(
        List.of(
            new ExportCheck.Part(
                one.heading(),
                1,
                start,
                wall(one, 4),
                new Verdict.Whole(start, wall(one, 4), false)),
            new ExportCheck.Part(
                two.heading(), 2, LATER, end, new Verdict.Whole(LATER, end, false))),
        check.parts());
  }

  @Test
  void saysWhatIsLeftOut() throws Exception {
    var check = check(new Cutting(0).add(one, 0, 1).add(one, 2, 3).bytes(), KEY);
    assertEquals(
        List.of(wall(one, 1), wall(one, 3)),
        check.parts().stream().map(ExportCheck.Part::to).toList());
    var jump = new Cutting(0);
    jump.add(one, 0, 1);
    jump.pieces(one, 2, 4); // in the same stretch
    assertEquals(
        List.of(wall(one, 0), wall(one, 2)),
        check(jump.bytes(), KEY).parts().stream().map(ExportCheck.Part::from).toList());
  }

  @Test
  void anotherOrderIsNoProof() throws Exception {
    var swapped = check(new Cutting(0).add(two, 0, 2).add(one, 0, 2).bytes(), KEY);
    assertEquals(
        new Verdict.Changed("the order of its parts", Footage.WALL, wall(one, 2)),
        swapped.verdict());
    var within = check(new Cutting(0).add(one, 2, 4).add(one, 0, 2).bytes(), KEY);
    assertInstanceOf(Verdict.Changed.class, within.verdict());
  }

  /// By the byte: all samples of a file and its seal, but a piece with another's samples.
  @Test
  void samplesOfAnotherPieceAreFound() throws Exception {
    var cutting = new Cutting(0).add(one, 0, 4);
    var bytes = cutting.bytes();
    int head = cutting.layout().head().remaining();
    int length = Math.min(one.pieces().get(0).payload(), one.pieces().get(1).payload());
    System.arraycopy(bytes, head, bytes, head + one.pieces().get(0).payload(), length);
    var changed = assertInstanceOf(Verdict.Changed.class, check(bytes, KEY).verdict());
    assertEquals("piece 2 of a file", changed.what());
    assertEquals(wall(one, 1), changed.from());
  }

  @Test
  void ofAFileStillOpenNothingIsProven() throws Exception {
    var cutting = new Cutting(0).add(one, 0, 4);
    cutting.export.file(header(two), Optional.empty());
    cutting.pieces(two, 0, 4);
    var check = check(cutting.bytes(), KEY);
    assertInstanceOf(Verdict.Whole.class, check.parts().getFirst().verdict());
    assertEquals(new Verdict.Unsealed(LATER, wall(two, 4)), check.verdict());
  }

  @Test
  void anothersIsForeign() throws Exception {
    var check = check(new Cutting(0).add(one, 0, 4).bytes(), DeviceKey.fresh());
    assertInstanceOf(Verdict.Foreign.class, check.verdict());
    assertFalse(ExportCheck.of(Readable.of(one.whole()), KEY.proof()).isPresent());
  }

  @Test
  void oneFlippedByteIsFound() throws Exception {
    var cutting = new Cutting(0).add(one, 1, 3).add(two, 0, 2);
    var export = cutting.bytes();
    var random = random();
    for (int i = 0; i < 200; i++) {
      isFound(export, random.nextInt(export.length), random);
    }
    int head = cutting.layout().head().remaining();
    for (int at = 0; at < head; at += 7) {
      isFound(export, at, random);
    }
    int proof = export.length - cutting.layout().proof().remaining();
    for (int at = proof; at < export.length; at += 11) {
      isFound(export, at, random);
    }
  }

  private static void isFound(byte[] export, int at, Random random) throws IOException {
    var flipped = export.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    var check = ExportCheck.of(Readable.of(flipped), KEY.proof());
    assertFalse(
        check.isPresent() && check.get().verdict() instanceof Verdict.Whole, () -> "at " + at);
  }

  @Test
  void sizesAreKnownBefore() throws Exception {
    var cutting = new Cutting(0).add(one, 0, 4).add(two, 1, 2);
    assertEquals(cutting.layout().size(), cutting.bytes().length);
  }

  /// Pieces of files, put together as playback does.
  private static final class Cutting {
    final Export export = new Export();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private final long skip;

    Cutting(long skip) {
      this.skip = skip;
    }

    Cutting add(Footage footage, int from, int to) throws IOException {
      export.file(header(footage), Anatomy.read(Readable.of(footage.whole())).seal());
      pieces(footage, from, to);
      return this;
    }

    void pieces(Footage footage, int from, int to) throws IOException {
      for (int i = from; i < to; i++) {
        var piece = footage.pieces().get(i);
        int at = (int) piece.at();
        int payloadAt = (int) piece.payloadAt();
        export.piece(i, ByteBuffer.wrap(footage.whole(), at, payloadAt - at), piece.duration());
        payload.write(footage.whole(), payloadAt, piece.payload());
      }
    }

    Export.Layout layout() {
      return export.layout(
          new PlainMp4.Edit(skip, export.duration() - skip, Footage.WALL / 1_000_000));
    }

    byte[] bytes() {
      var layout = layout();
      var out = new ByteArrayOutputStream();
      out.writeBytes(bytes(layout.head()));
      out.writeBytes(payload.toByteArray());
      out.writeBytes(bytes(layout.proof()));
      return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }

  private static ExportCheck check(byte[] export, DeviceKey key) throws IOException {
    return ExportCheck.of(Readable.of(export), key.proof()).orElseThrow();
  }

  private static ByteBuffer header(Footage footage) {
    return ByteBuffer.wrap(footage.whole(), 0, (int) footage.pieces().getFirst().at());
  }

  /// Of the start of a piece; of the end for the one after the last.
  private static long wall(Footage footage, int piece) {
    var pieces = footage.pieces();
    return footage
        .heading()
        .wallAt(piece < pieces.size() ? pieces.get(piece).start() : pieces.getLast().end());
  }

  private static List<Integer> crcs(List<Ffmpeg.Picture> pictures) {
    return new ArrayList<>(pictures.stream().map(Ffmpeg.Picture::crc).toList());
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "clip", ".mp4"), bytes);
  }

  private static Random random() {
    long seed = System.nanoTime();
    System.out.println("ExportTest seed " + seed);
    return new Random(seed);
  }
}
