package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import nightjar.media.Colour;

/// Says in an SPS what its encoder left out: the colour, and that pictures come in output order.
///
/// An encoder that is handed raw frames does not know that they are full range; a decoder that is
/// not told assumes limited range, and the contrast is wrong. A decoder that is not told of the
/// order may hold back as many pictures as its buffer takes (E.2.1, max_num_reorder_frames): that
/// is delay.
public final class SpsRewriter {
  private SpsRewriter() {}

  /// Returns the SPS, a whole NAL unit, with its video signal type as given and a bitstream
  /// restriction where it had none and cannot have B slices; all its other bits are as they were.
  public static byte[] withColour(byte[] sps, Colour colour) throws MalformedException {
    byte[] rbsp = SpsReader.rbsp(MemorySegment.ofArray(sps));
    var layout = SpsReader.read(rbsp);
    var out = new BitWriter();
    out.copy(rbsp, 0, layout.vuiAt());
    out.flag(true); // vui_parameters_present_flag (7.3.2.1.1)
    layout
        .vui()
        .ifPresentOrElse(
            vui -> amend(out, rbsp, layout.sps(), vui, colour),
            () -> add(out, layout.sps(), colour));
    return EmulationPrevention.insert(out.rbsp());
  }

  /// Returns the SPS of a stream that is known to bring its pictures in output order, saying so;
  /// one that says anything of it already is left as it is, and so are all other bits.
  public static byte[] inOrder(byte[] sps) throws MalformedException {
    byte[] rbsp = SpsReader.rbsp(MemorySegment.ofArray(sps));
    var layout = SpsReader.read(rbsp);
    if (layout.vui().isPresent() && layout.vui().get().hasRestriction()) {
      return sps;
    }
    var out = new BitWriter();
    out.copy(rbsp, 0, layout.vuiAt());
    out.flag(true); // vui_parameters_present_flag (7.3.2.1.1)
    layout
        .vui()
        .ifPresentOrElse(
            vui -> out.copy(rbsp, vui.start(), vui.restriction()),
            () -> {
              noShape(out);
              out.flag(false); // video_signal_type_present_flag
              noTiming(out);
            });
    restriction(out, layout.sps(), true);
    return EmulationPrevention.insert(out.rbsp());
  }

  private static void amend(BitWriter out, byte[] rbsp, Sps sps, Vui vui, Colour colour) {
    out.copy(rbsp, vui.start(), vui.signalType());
    signalType(out, vui.videoFormat(), colour);
    out.copy(rbsp, vui.afterSignalType(), vui.restriction());
    if (vui.hasRestriction()) {
      out.copy(rbsp, vui.restriction(), vui.end());
    } else {
      restriction(out, sps, isInOrder(sps));
    }
  }

  private static boolean isInOrder(Sps sps) {
    return sps.pocType() == 2 || sps.profileIdc() == Sps.BASELINE;
  }

  // E.1.1, every part absent but the two
  private static void add(BitWriter out, Sps sps, Colour colour) {
    noShape(out);
    signalType(out, Vui.UNSPECIFIED_FORMAT, colour);
    noTiming(out);
    restriction(out, sps, isInOrder(sps));
  }

  private static void noShape(BitWriter out) {
    out.flag(false); // aspect_ratio_info_present_flag
    out.flag(false); // overscan_info_present_flag
  }

  private static void noTiming(BitWriter out) {
    out.flag(false); // chroma_loc_info_present_flag
    out.flag(false); // timing_info_present_flag
    out.flag(false); // nal_hrd_parameters_present_flag
    out.flag(false); // vcl_hrd_parameters_present_flag
    out.flag(false); // pic_struct_present_flag
  }

  private static void signalType(BitWriter out, int videoFormat, Colour colour) {
    out.flag(true); // video_signal_type_present_flag
    out.u(3, videoFormat);
    out.flag(colour.fullRange()); // video_full_range_flag
    out.flag(true); // colour_description_present_flag
    out.u(8, colour.primaries()); // colour_primaries
    out.u(8, colour.transfer()); // transfer_characteristics
    out.u(8, colour.matrix()); // matrix_coefficients
  }

  // The first five values are those inferred where the restriction is absent (E.2.1).
  private static void restriction(BitWriter out, Sps sps, boolean inOrder) {
    out.flag(inOrder); // bitstream_restriction_flag
    if (inOrder) {
      out.flag(true); // motion_vectors_over_pic_boundaries_flag
      out.ue(2); // max_bytes_per_pic_denom
      out.ue(1); // max_bits_per_mb_denom
      out.ue(15); // log2_max_mv_length_horizontal
      out.ue(15); // log2_max_mv_length_vertical
      out.ue(0); // max_num_reorder_frames
      out.ue(sps.maxNumRefFrames()); // max_dec_frame_buffering
    }
  }
}
