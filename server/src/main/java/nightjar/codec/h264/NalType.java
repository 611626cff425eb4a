package nightjar.codec.h264;

/// The values of nal_unit_type that the server tells apart (H.264 Table 7-1).
public final class NalType {
  /// A slice of any other picture.
  public static final int SLICE = 1;

  /// A slice of a picture at which decoding may start.
  public static final int IDR = 5;

  /// Supplemental enhancement information.
  public static final int SEI = 6;

  public static final int SPS = 7;
  public static final int PPS = 8;

  /// Access unit delimiter.
  public static final int AUD = 9;

  public static final int FILLER = 12;

  private NalType() {}

  static int of(byte header) {
    return header & 0x1f;
  }
}
