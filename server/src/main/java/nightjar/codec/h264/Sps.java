package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import nightjar.media.Colour;

/// What a sequence parameter set says about its stream (H.264 7.4.2.1.1, E.2.1).
///
/// @param constraintFlags the byte between profile_idc and level_idc
/// @param width in luma samples, after cropping
/// @param height in luma samples, after cropping
/// @param colour with 2, "unspecified", for code points the SPS leaves out
/// @param chromaFormatIdc 0 for 4:0:0, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
/// @param maxReorderFrames pictures a decoder may hold back to bring them into output order
public record Sps(
    int profileIdc,
    int constraintFlags,
    int levelIdc,
    int width,
    int height,
    Optional<Colour> colour,
    int chromaFormatIdc,
    int bitDepthLuma,
    int bitDepthChroma,
    int log2MaxFrameNum,
    int pocType,
    int maxNumRefFrames,
    OptionalInt maxReorderFrames) {
  public static final int BASELINE = 66; // profile_idc

  /// The same of a stream that needs another level of its decoder.
  public Sps atLevel(int level) {
    return new Sps(
        profileIdc,
        constraintFlags,
        level,
        width,
        height,
        colour,
        chromaFormatIdc,
        bitDepthLuma,
        bitDepthChroma,
        log2MaxFrameNum,
        pocType,
        maxNumRefFrames,
        maxReorderFrames);
  }

  /// Takes the whole NAL unit, with its header and emulation prevention.
  public static Sps parse(MemorySegment nal) throws MalformedException {
    return SpsReader.read(SpsReader.rbsp(nal)).sps();
  }

  /// Returns the `codecs` parameter of RFC 6381, such as `avc1.42c01f`.
  public String codecString() {
    byte[] bytes = {(byte) profileIdc, (byte) constraintFlags, (byte) levelIdc};
    return "avc1." + HexFormat.of().formatHex(bytes);
  }
}
