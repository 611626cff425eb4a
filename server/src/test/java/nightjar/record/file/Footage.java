package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.container.fmp4.FragmentWriter;
import nightjar.container.fmp4.InitSegment;
import nightjar.container.fmp4.Openh264;

/// A file of footage as a recorder would write it, for tests: every tenth picture an IDR.
///
/// @param times when pictures are shown, in ticks
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Footage(
    Heading heading, byte[] init, List<Piece> pieces, List<Long> times, byte[] open, byte[] whole) {
  public static final int TICKS = 6000; // between two pictures
  public static final byte[] ACTIVITY = {0, 40, (byte) 255};
  public static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3, (byte) 0xff, (byte) 0xd9};
  public static final long WALL = 1_764_064_800_000_000L; // 2025-11-25T10:00:00Z

  /// Sealed as number 1 of its chain.
  public static Footage of(DeviceKey key, int pictures) throws IOException {
    return of(key, pictures, 1, Hash.NONE, WALL);
  }

  public static Footage of(DeviceKey key, int pictures, long number, Hash previous, long wall)
      throws IOException {
    return of(key, Openh264.encode("high", 320, 192, pictures), number, previous, wall);
  }

  static Footage of(DeviceKey key, List<byte[]> units, long number, Hash previous, long wall)
      throws IOException {
    var index = new NalIndex();
    var first = MemorySegment.ofArray(units.getFirst());
    index.read(first);
    var init = InitSegment.write(ParameterSets.in(first, index).orElseThrow());
    var heading =
        new Heading(
            "front", "main", new UUID(7, 7), 5_000_000, wall, true, "avc1.64000d", 320, 192);
    var file = new ByteArrayOutputStream();
    file.writeBytes(init);
    file.writeBytes(heading.box());
    var sealing = new Sealing(ByteBuffer.wrap(file.toByteArray()));
    var list = new ArrayList<Piece>();
    var pieces = new Pieces(90_000);
    pieces.begin(file.size());
    long origin = 1L << 34;
    long ticks = origin;
    var times = new ArrayList<Long>();
    for (var unit : units) {
      var writer = new FragmentWriter();
      var fragment = new byte[writer.measure(MemorySegment.ofArray(unit))];
      writer.write(MemorySegment.ofArray(fragment), 1, ticks, TICKS, writer.sawIdr());
      var sample = ByteBuffer.wrap(fragment).position(FragmentWriter.PAYLOAD_OFFSET);
      if (pieces.complete(ticks, writer.sawIdr(), sample.remaining())) {
        append(pieces.finish(ticks), sealing, file);
        list.add(pieces.piece());
      }
      pieces.add(sample, ticks, TICKS, writer.sawIdr());
      times.add(ticks - origin);
      ticks += TICKS + list.size(); // uneven, as a camera's clock is
    }
    append(pieces.finish(), sealing, file);
    list.add(pieces.piece());
    var open = file.toByteArray();
    file.writeBytes(sealing.seal(key, number, previous, false, ACTIVITY, Optional.of(JPEG)).box());
    return new Footage(heading, init, list, times, open, file.toByteArray());
  }

  private static void append(ByteBuffer piece, Sealing sealing, ByteArrayOutputStream file) {
    var bytes = new byte[piece.remaining()];
    sealing.piece(piece);
    piece.get(bytes);
    assertTrue(bytes.length > 0);
    file.writeBytes(bytes);
  }
}
