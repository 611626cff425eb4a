package nightjar.container.fmp4;

import static nightjar.container.fmp4.Box.box;
import static nightjar.container.fmp4.Box.bytes;
import static nightjar.container.fmp4.Box.fullBox;
import static nightjar.container.fmp4.Box.u32;
import static nightjar.container.fmp4.Box.zeros;

import java.nio.ByteBuffer;

/// All of a fragment of many samples but their bytes: the `moof` and the header of the `mdat`.
///
/// Reused from fragment to fragment; allocates nothing in between. Clauses as in [FragmentWriter].
public final class FragmentHead {
  static final int PER_SAMPLE = 12; // duration, size, flags

  // Where the numbers are.
  static final int SEQUENCE = 20;
  static final int TRAF = 24;
  static final int DECODE_TIME = 60;
  static final int TRUN = 68;
  static final int COUNT = 80;
  static final int DATA_OFFSET = 84;
  static final int SAMPLES = 88;

  static final int DEPENDS_ON_NONE = 0x0200_0000; // 8.8.3.1
  static final int DEPENDS_ON_OTHERS_AND_NO_SYNC = 0x0101_0000;

  private static final byte[] MODEL = model();
  private static final int MDAT = BoxHeader.MDAT;

  private final ByteBuffer samples;
  private long payload; // bytes

  /// @param most samples in a fragment
  public FragmentHead(int most) {
    samples = ByteBuffer.allocate(most * PER_SAMPLE);
  }

  /// Of `moof` and the header of `mdat`.
  public static int length(int samples) {
    return SAMPLES + samples * PER_SAMPLE + Box.HEADER;
  }

  public void clear() {
    samples.clear();
    payload = 0;
  }

  public int samples() {
    return samples.position() / PER_SAMPLE;
  }

  public boolean full() {
    return !samples.hasRemaining();
  }

  /// Of `moof` and the header of `mdat`, with what was added so far.
  public int length() {
    return length(samples());
  }

  /// Bytes of all samples.
  public long payload() {
    return payload;
  }

  /// Ticks of all samples.
  public long duration() {
    long sum = 0;
    for (int at = 0; at < samples.position(); at += PER_SAMPLE) {
      sum += samples.getInt(at);
    }
    return sum;
  }

  /// @param size in bytes
  /// @param duration in ticks of the track
  public void add(int size, int duration, boolean idr) {
    samples.putInt(duration).putInt(size);
    samples.putInt(idr ? DEPENDS_ON_NONE : DEPENDS_ON_OTHERS_AND_NO_SYNC);
    payload += size;
  }

  /// Corrects the duration of the sample added last.
  public void lastDuration(int duration) {
    samples.putInt(samples.position() - PER_SAMPLE, duration);
  }

  /// Writes the head at the buffer's position, and moves it on.
  ///
  /// @param sequence mfhd's sequence_number, unsigned
  /// @param decodeTime tfdt's baseMediaDecodeTime, in ticks of the track
  public void write(ByteBuffer to, int sequence, long decodeTime) {
    int at = to.position();
    int table = samples.position();
    int moof = SAMPLES + table;
    to.put(MODEL).put(samples.array(), 0, table);
    to.putInt(Math.toIntExact(payload + Box.HEADER)).putInt(MDAT);
    to.putInt(at, moof);
    to.putInt(at + SEQUENCE, sequence);
    to.putInt(at + TRAF, moof - TRAF);
    to.putLong(at + DECODE_TIME, decodeTime);
    to.putInt(at + TRUN, moof - TRUN);
    to.putInt(at + COUNT, samples());
    to.putInt(at + DATA_OFFSET, moof + Box.HEADER);
  }

  /// The same in a buffer of its own.
  public ByteBuffer written(int sequence, long decodeTime) {
    var bytes = ByteBuffer.allocate(length());
    write(bytes, sequence, decodeTime);
    return bytes.flip();
  }

  static byte[] model() {
    int defaultBaseIsMoof = 0x02_0000;
    int offsetDurationSizeFlags = 0x701;
    return bytes(
        box(
            "moof",
            fullBox("mfhd", 0, 0, zeros(4)),
            box(
                "traf",
                fullBox("tfhd", 0, defaultBaseIsMoof, u32(InitSegment.TRACK)),
                fullBox("tfdt", 1, 0, zeros(8)),
                fullBox("trun", 0, offsetDurationSizeFlags, u32(0, 0)))));
  }
}
