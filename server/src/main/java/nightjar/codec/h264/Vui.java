package nightjar.codec.h264;

import java.util.Optional;
import java.util.OptionalInt;
import nightjar.media.Colour;

/// What vui_parameters( ) says of colour and of order, and where (H.264 E.1.1).
///
/// @param start bit position behind vui_parameters_present_flag
/// @param signalType bit position of video_signal_type_present_flag
/// @param afterSignalType bit position of what follows it, chroma_loc_info_present_flag
/// @param videoFormat 5, "unspecified", if left out
/// @param restriction bit position of bitstream_restriction_flag
/// @param end bit position behind the VUI
record Vui(
    int start,
    int signalType,
    int afterSignalType,
    int videoFormat,
    Optional<Colour> colour,
    int restriction,
    OptionalInt maxReorderFrames,
    int end) {
  static final int UNSPECIFIED_FORMAT = 5; // Table E-2
  static final int UNSPECIFIED = 2; // Tables E-3, E-4 and E-5
  private static final int EXTENDED_SAR = 255; // Table E-1

  static Vui read(BitReader in) throws MalformedException {
    int start = in.position();
    skipAspectRatio(in);
    if (in.flag()) { // overscan_info_present_flag
      in.skip(1); // overscan_appropriate_flag
    }
    int signalType = in.position();
    boolean hasSignalType = in.flag(); // video_signal_type_present_flag
    int videoFormat = hasSignalType ? in.u(3) : UNSPECIFIED_FORMAT;
    Optional<Colour> colour = hasSignalType ? Optional.of(colour(in)) : Optional.empty();
    int afterSignalType = in.position();
    skipChromaLocation(in);
    skipTiming(in);
    skipHrds(in);
    in.skip(1); // pic_struct_present_flag
    int restriction = in.position();
    var maxReorderFrames = restriction(in);
    return new Vui(
        start,
        signalType,
        afterSignalType,
        videoFormat,
        colour,
        restriction,
        maxReorderFrames,
        in.position());
  }

  /// Whether the VUI has bitstream_restriction_flag set.
  boolean hasRestriction() {
    return maxReorderFrames.isPresent();
  }

  private static void skipAspectRatio(BitReader in) throws MalformedException {
    // aspect_ratio_info_present_flag, aspect_ratio_idc
    if (in.flag() && in.u(8) == EXTENDED_SAR) {
      in.skip(16 + 16); // sar_width, sar_height
    }
  }

  private static Colour colour(BitReader in) throws MalformedException {
    boolean fullRange = in.flag(); // video_full_range_flag
    return in.flag() // colour_description_present_flag
        ? new Colour(fullRange, in.u(8), in.u(8), in.u(8))
        : new Colour(fullRange, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED);
  }

  private static void skipChromaLocation(BitReader in) throws MalformedException {
    if (in.flag()) { // chroma_loc_info_present_flag
      in.ue("chroma_sample_loc_type_top_field", 5);
      in.ue("chroma_sample_loc_type_bottom_field", 5);
    }
  }

  private static void skipTiming(BitReader in) throws MalformedException {
    if (in.flag()) { // timing_info_present_flag
      in.skip(32 + 32 + 1); // num_units_in_tick, time_scale, fixed_frame_rate_flag
    }
  }

  private static void skipHrds(BitReader in) throws MalformedException {
    boolean nal = in.flag(); // nal_hrd_parameters_present_flag
    if (nal) {
      skipHrd(in);
    }
    boolean vcl = in.flag(); // vcl_hrd_parameters_present_flag
    if (vcl) {
      skipHrd(in);
    }
    if (nal || vcl) {
      in.skip(1); // low_delay_hrd_flag
    }
  }

  // E.1.2
  private static void skipHrd(BitReader in) throws MalformedException {
    int schedules = in.ue("cpb_cnt_minus1", 31) + 1;
    in.skip(4 + 4); // bit_rate_scale, cpb_size_scale
    for (int i = 0; i < schedules; i++) {
      in.ue(); // bit_rate_value_minus1
      in.ue(); // cpb_size_value_minus1
      in.skip(1); // cbr_flag
    }
    in.skip(5 + 5 + 5 + 5); // three lengths of delays, time_offset_length
  }

  private static OptionalInt restriction(BitReader in) throws MalformedException {
    if (!in.flag()) { // bitstream_restriction_flag
      return OptionalInt.empty();
    }
    in.skip(1); // motion_vectors_over_pic_boundaries_flag
    in.ue("max_bytes_per_pic_denom", 16);
    in.ue("max_bits_per_mb_denom", 16);
    in.ue("log2_max_mv_length_horizontal", 16);
    in.ue("log2_max_mv_length_vertical", 16);
    int reorder = in.ue("max_num_reorder_frames", 16);
    in.ue("max_dec_frame_buffering", 16);
    return OptionalInt.of(reorder);
  }
}
