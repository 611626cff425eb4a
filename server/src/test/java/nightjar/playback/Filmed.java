package nightjar.playback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.container.fmp4.FragmentWriter;
import nightjar.container.fmp4.InitSegment;
import nightjar.container.fmp4.Openh264;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Hash;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import nightjar.record.file.Pieces;
import nightjar.record.file.Sealing;
import nightjar.record.store.Footage;

/// Coded pictures, every tenth an IDR, that files of footage are made of: fifteen a second.
public final class Filmed {
  /// Of one picture, in ticks and in microseconds.
  public static final int TICKS = 6_000;

  public static final long MICROS = 66_666;

  private static final UUID BOOT = UUID.fromString("5f0c1d9a-7b8e-4a53-9d2e-1c6b0a9f8e7d");

  private final List<byte[]> units;
  private final List<Integer> crcs;
  private final ParameterSets sets;
  private final int width;
  private final int height;

  /// @param units in Annex B
  /// @param crcs of the pictures that they are decoded to
  private Filmed(List<byte[]> units, List<Integer> crcs, int width, int height) {
    this.units = units;
    this.crcs = crcs;
    this.width = width;
    this.height = height;
    var first = units.getFirst();
    this.sets = ParameterSets.in(MemorySegment.ofArray(first), indexOf(first)).orElseThrow();
  }

  public static Filmed of(int width, int height, int count) {
    var units = Openh264.encode("constrained_baseline", width, height, count);
    var crcs = Ffmpeg.decodeAnnexB(units).stream().map(Ffmpeg.Picture::crc).toList();
    return new Filmed(units, crcs, width, height);
  }

  private static NalIndex indexOf(byte[] unit) {
    var index = new NalIndex();
    index.read(MemorySegment.ofArray(unit));
    return index;
  }

  public List<Integer> crcs(int from, int to) {
    return crcs.subList(from, to);
  }

  public byte[] init() {
    try {
      return InitSegment.write(sets);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Heading heading(String camera, String rendition, long wall) {
    return new Heading(camera, rendition, BOOT, wall, wall, true, "avc1.42c01f", width, height);
  }

  /// A piece as it is written.
  public record Written(Piece piece, ByteBuffer bytes) {}

  /// Pieces of a second each, or less where an IDR begins a new one.
  ///
  /// @param header bytes before the first
  public List<Written> pieces(long header, int from, int to) {
    return pieces(header, from, to, Hole.NONE);
  }

  /// The picture `at` came late: what was before it was written by then.
  ///
  /// @param ticks by which what was written ends before it
  record Hole(int at, int ticks) {
    static final Hole NONE = new Hole(Integer.MAX_VALUE, 0);

    long before(int picture) {
      return picture >= at ? ticks : 0;
    }
  }

  private List<Written> pieces(long header, int from, int to, Hole hole) {
    var writer = new FragmentWriter();
    var pieces = new Pieces(90_000);
    pieces.begin(header);
    var written = new ArrayList<Written>();
    for (int i = from; i < to; i++) {
      var fragment = ByteBuffer.allocate(writer.measure(MemorySegment.ofArray(units.get(i))));
      boolean idr = writer.sawIdr();
      writer.write(MemorySegment.ofBuffer(fragment), 1, 0, TICKS, idr);
      var sample = fragment.position(FragmentWriter.PAYLOAD_OFFSET);
      long ticks = (long) i * TICKS + hole.before(i);
      if (i == hole.at) {
        written.add(copy(pieces.finish(), pieces));
      } else if (pieces.complete(ticks, idr, sample.remaining())) {
        written.add(copy(pieces.finish(ticks), pieces));
      }
      pieces.add(sample, ticks, TICKS, idr);
    }
    written.add(copy(pieces.finish(), pieces));
    return written;
  }

  private static Written copy(ByteBuffer bytes, Pieces pieces) {
    var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    return new Written(pieces.piece(), copy);
  }

  /// A file without a store.
  ///
  /// @param from which picture is its first; an IDR
  /// @param start its wall time
  Footage file(Path folder, String rendition, int from, int to, long start) throws IOException {
    return file(folder, rendition, from, to, start, Optional.empty());
  }

  Footage file(Path folder, String rendition, int from, int to, long start, Optional<DeviceKey> key)
      throws IOException {
    return file(folder, rendition, from, to, start, key, Hole.NONE);
  }

  /// @param key that it is sealed with; empty while it is open
  Footage file(
      Path folder,
      String rendition,
      int from,
      int to,
      long start,
      Optional<DeviceKey> key,
      Hole hole)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(init());
    bytes.writeBytes(heading("front", rendition, start).box());
    var sealing = new Sealing(ByteBuffer.wrap(bytes.toByteArray()));
    for (var one : pieces(bytes.size(), from, to, hole)) {
      sealing.piece(one.bytes());
      bytes.writeBytes(one.bytes().array());
    }
    key.ifPresent(
        k ->
            bytes.writeBytes(
                sealing.seal(k, 1, Hash.NONE, false, new byte[0], Optional.empty()).box()));
    var file = Files.write(folder.resolve(start + "-" + rendition + ".mp4"), bytes.toByteArray());
    return new Footage(
        start,
        "front",
        rendition,
        file,
        start,
        start + ((long) (to - from) * TICKS + hole.before(to - 1)) * 100 / 9,
        bytes.size(),
        key.isEmpty(),
        false,
        false,
        false,
        new byte[0],
        0,
        0,
        BOOT,
        start);
  }
}
