package nightjar.container.fmp4;

import java.nio.ByteBuffer;

/// The first bytes of a `moof` as [FragmentHead] writes them, up to and with its decode time: all
/// that changes when a fragment is shown at another time and place among others.
public final class FragmentStart {
  public static final int LENGTH = FragmentHead.TRUN;

  private FragmentStart() {}

  /// @param moof length of the whole box
  /// @param sequence mfhd's sequence_number, unsigned
  /// @param decodeTime tfdt's baseMediaDecodeTime, in ticks of the track
  public static ByteBuffer of(int moof, int sequence, long decodeTime) {
    return ByteBuffer.wrap(FragmentHead.model())
        .putInt(0, moof)
        .putInt(FragmentHead.SEQUENCE, sequence)
        .putInt(FragmentHead.TRAF, moof - FragmentHead.TRAF)
        .putLong(FragmentHead.DECODE_TIME, decodeTime)
        .limit(LENGTH);
  }
}
