package nightjar.container.fmp4;

import static nightjar.container.fmp4.Box.ascii;
import static nightjar.container.fmp4.Box.box;
import static nightjar.container.fmp4.Box.bytes;
import static nightjar.container.fmp4.Box.fullBox;
import static nightjar.container.fmp4.Box.u16;
import static nightjar.container.fmp4.Box.u32;
import static nightjar.container.fmp4.Box.u64;
import static nightjar.container.fmp4.Box.zeros;

import java.nio.ByteBuffer;
import nightjar.media.Timescale;

/// A plain MP4 of one H.264 track made of fragments: `ftyp`, `moov`, and an `mdat` that holds the
/// fragments' samples one after the other. Any player can seek in it before it has it all.
///
/// Only the head is made here, of what the fragments' `moof`s say; whoever sends it takes the
/// samples from where they are. All sizes are known before the first byte is sent. Clauses are of
/// ISO/IEC 14496-12:2015.
public final class PlainMp4 {
  private static final int TICKS = Timescale.VIDEO.hz();
  private static final long SECONDS_1904_TO_1970 = 2_082_844_800L; // 8.2.2.3
  private static final long LONGEST_SAMPLE = 0xffff_ffffL; // ticks; 13 hours
  private static final int SIZE_FOLLOWS = 1;
  private static final int ENTRY_WIDTH = 32; // where an avc1 box has its width and height

  private final SampleTables tables = new SampleTables();

  /// What of the samples is shown.
  ///
  /// @param skip ticks of the first samples that are only decoded
  /// @param duration ticks shown
  /// @param created seconds since 1970 of the first picture shown
  public record Edit(long skip, long duration, long created) {
    public Edit {
      if (skip < 0 || duration <= 0 || created < -SECONDS_1904_TO_1970) {
        throw new IllegalArgumentException(
            "an edit that skips %d and shows %d ticks, of %d".formatted(skip, duration, created));
      }
    }
  }

  /// Says how the samples that follow are decoded.
  ///
  /// @param init an init segment as [InitSegment] writes it; stays as it is
  public void describe(ByteBuffer init) throws BadBoxException {
    var table = Boxes.content(init, "moov", "trak", "mdia", "minf", "stbl", "stsd");
    if (table.remaining() < Box.HEADER) {
      throw new BadBoxException("a stsd of " + table.remaining() + " bytes");
    }
    var entries = table.position(Box.HEADER); // version, flags, entry_count
    var entry = BoxHeader.read(entries, entries.remaining());
    if (entry.isEmpty() || entry.get().size() < ENTRY_WIDTH + 4) {
      throw new BadBoxException("a stsd without an entry");
    }
    tables.describe(entries.slice(entries.position(), (int) entry.get().size()));
  }

  /// Adds the samples of a fragment; in `mdat` they follow those of the one before.
  ///
  /// @param duration ticks until the fragment after it begins: the last sample is shown until then
  public void add(MovieFragment fragment, long duration) {
    int last = fragment.samples() - 1;
    tables.chunk(fragment.samples(), (int) fragment.payload());
    long left = duration;
    for (int i = 0; i < last; i++) {
      tables.sample(fragment.size(i), fragment.duration(i), fragment.idr(i));
      left -= fragment.duration(i);
    }
    int shown = (int) Math.clamp(left, 1L, LONGEST_SAMPLE);
    tables.sample(fragment.size(last), shown, fragment.idr(last));
  }

  /// Bytes of all samples.
  public long payload() {
    return tables.payload();
  }

  /// Of all samples, in ticks.
  public long duration() {
    return tables.duration();
  }

  /// All of the file before the first sample.
  ///
  /// @param after bytes that follow the samples
  public ByteBuffer head(Edit edit, long after) {
    if (tables.isEmpty()) {
      throw new IllegalStateException("a file without a sample");
    }
    var ftyp = box("ftyp", ascii("isom"), u32(0x200), ascii("isomiso2avc1mp41"));
    var moov = moov(edit, false);
    boolean large = tables.large(ftyp.length + moov.length + BoxHeader.LONGEST + after);
    if (large) {
      moov = moov(edit, true);
    }
    var mdat = mdat();
    tables.place(ByteBuffer.wrap(moov), (long) ftyp.length + moov.length + mdat.length, large);
    return ByteBuffer.wrap(bytes(ftyp, moov, mdat));
  }

  /// Its header (4.2).
  private byte[] mdat() {
    long small = Box.HEADER + payload();
    return small <= 0xffff_ffffL
        ? bytes(u32((int) small), ascii("mdat"))
        : bytes(u32(SIZE_FOLLOWS), ascii("mdat"), u64(BoxHeader.LONGEST + payload()));
  }

  private byte[] moov(Edit edit, boolean large) {
    long created = edit.created + SECONDS_1904_TO_1970;
    return box(
        "moov",
        movieHeader(edit, created),
        box("trak", trackHeader(edit, created), edits(edit), media(created, large)));
  }

  // 8.2.2
  private static byte[] movieHeader(Edit edit, long created) {
    return fullBox(
        "mvhd",
        1,
        0,
        u64(created, created),
        u32(TICKS),
        u64(edit.duration),
        u32(InitSegment.ONE),
        u16(0x100),
        zeros(10),
        InitSegment.UNITY_MATRIX,
        zeros(24),
        u32(InitSegment.TRACK + 1));
  }

  // 8.3.2
  private byte[] trackHeader(Edit edit, long created) {
    var entry = tables.firstEntry();
    int width = entry.getShort(ENTRY_WIDTH) & 0xffff;
    int height = entry.getShort(ENTRY_WIDTH + 2) & 0xffff;
    return fullBox(
        "tkhd",
        1,
        3,
        u64(created, created),
        u32(InitSegment.TRACK, 0),
        u64(edit.duration),
        zeros(8),
        u16(0, 0, 0, 0),
        InitSegment.UNITY_MATRIX,
        u32(width << 16, height << 16));
  }

  // 8.6.6: one edit, at normal speed
  private static byte[] edits(Edit edit) {
    return box("edts", fullBox("elst", 1, 0, u32(1), u64(edit.duration, edit.skip), u16(1, 0)));
  }

  private byte[] media(long created, boolean large) {
    return box(
        "mdia",
        fullBox(
            "mdhd",
            1,
            0,
            u64(created, created),
            u32(TICKS),
            u64(tables.duration()),
            u16(InitSegment.UNDETERMINED, 0)),
        InitSegment.handler(),
        box("minf", InitSegment.videoHeader(), InitSegment.dataInThisFile(), tables.box(large)));
  }
}
