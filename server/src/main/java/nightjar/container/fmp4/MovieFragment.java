package nightjar.container.fmp4;

import java.nio.ByteBuffer;
import java.util.Objects;

/// What a `moof` written by [FragmentHead] or [FragmentWriter] says; a view of its bytes.
///
/// Read strictly: a byte that is not as we write it makes it somebody else's.
public final class MovieFragment {
  private static final byte[] MODEL = FragmentHead.model();

  private final ByteBuffer moof;
  private long payload;

  private MovieFragment(ByteBuffer moof) {
    this.moof = moof;
  }

  /// @param moof the whole box and nothing else; must stay as it is
  public static MovieFragment parse(ByteBuffer moof) throws BadBoxException {
    var view = moof.slice();
    if (view.remaining() < FragmentHead.SAMPLES) {
      throw new BadBoxException("a moof of " + view.remaining() + " bytes");
    }
    var fragment = new MovieFragment(view);
    fragment.check();
    return fragment;
  }

  private void check() throws BadBoxException {
    int size = moof.remaining();
    long samples = Integer.toUnsignedLong(moof.getInt(FragmentHead.COUNT));
    if (size != FragmentHead.SAMPLES + samples * FragmentHead.PER_SAMPLE || samples == 0) {
      throw new BadBoxException("a moof of %d bytes for %d samples".formatted(size, samples));
    }
    var expected = ByteBuffer.wrap(MODEL.clone());
    expected.putInt(0, size);
    expected.putInt(FragmentHead.SEQUENCE, sequence());
    expected.putInt(FragmentHead.TRAF, size - FragmentHead.TRAF);
    expected.putLong(FragmentHead.DECODE_TIME, decodeTime());
    expected.putInt(FragmentHead.TRUN, size - FragmentHead.TRUN);
    expected.putInt(FragmentHead.COUNT, (int) samples);
    expected.putInt(FragmentHead.DATA_OFFSET, size + Box.HEADER);
    if (!expected.equals(moof.slice(0, FragmentHead.SAMPLES))) {
      throw new BadBoxException("a moof with other boxes than ours");
    }
    checkSamples();
  }

  private void checkSamples() throws BadBoxException {
    long sum = 0;
    if (decodeTime() < 0) {
      throw new BadBoxException("a decode time beyond 63 bits");
    }
    for (int i = 0; i < samples(); i++) {
      int flags = sample(i, 8);
      boolean known =
          flags == FragmentHead.DEPENDS_ON_NONE
              || flags == FragmentHead.DEPENDS_ON_OTHERS_AND_NO_SYNC;
      if (!known || size(i) <= 0 || duration(i) < 0) {
        throw new BadBoxException("sample %d of a moof is not one of ours".formatted(i));
      }
      sum += size(i);
    }
    if (sum > Integer.MAX_VALUE - Box.HEADER) {
      throw new BadBoxException("a moof with %d bytes of samples".formatted(sum));
    }
    payload = sum;
  }

  /// Of the `moof`.
  public int length() {
    return moof.limit();
  }

  public int sequence() {
    return moof.getInt(FragmentHead.SEQUENCE);
  }

  /// In ticks of the track.
  public long decodeTime() {
    return moof.getLong(FragmentHead.DECODE_TIME);
  }

  public int samples() {
    return moof.getInt(FragmentHead.COUNT);
  }

  public int size(int i) {
    return sample(i, 4);
  }

  /// In ticks of the track.
  public int duration(int i) {
    return sample(i, 0);
  }

  public boolean idr(int i) {
    return sample(i, 8) == FragmentHead.DEPENDS_ON_NONE;
  }

  /// Of all samples, in ticks of the track.
  public long duration() {
    long sum = 0;
    for (int i = 0; i < samples(); i++) {
      sum += duration(i);
    }
    return sum;
  }

  /// Bytes of all samples.
  public long payload() {
    return payload;
  }

  /// Of the `mdat` that belongs to it, the header included.
  public int mdat() {
    return (int) payload() + Box.HEADER;
  }

  private int sample(int i, int field) {
    int at = FragmentHead.SAMPLES + Objects.checkIndex(i, samples()) * FragmentHead.PER_SAMPLE;
    return moof.getInt(at + field);
  }
}
