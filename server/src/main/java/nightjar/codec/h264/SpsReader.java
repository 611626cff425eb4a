package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads seq_parameter_set_data( ), and remembers where its VUI is (H.264 7.3.2.1.1).
final class SpsReader {
  /// FrameWidthInMbs and FrameHeightInMbs are at most Sqrt( MaxFS * 8 ), at level 6.2 (A.3.1).
  private static final int MAX_MBS = 1055;

  private SpsReader() {}

  /// An SPS and its VUI.
  ///
  /// @param vuiAt bit position of vui_parameters_present_flag
  record Layout(Sps sps, int vuiAt, Optional<Vui> vui) {}

  private record Samples(int chromaFormatIdc, boolean separate, int lumaBits, int chromaBits) {
    /// ChromaArrayType (7.4.2.1.1).
    int chromaArrayType() {
      return separate ? 0 : chromaFormatIdc;
    }
  }

  private record Size(int width, int height) {}

  /// Returns the NAL unit header and the RBSP of an SPS.
  static byte[] rbsp(MemorySegment nal) throws MalformedException {
    if (nal.byteSize() > ParameterSets.MAX_BYTES) {
      throw new MalformedException(
          "SPS of %d bytes, over %d".formatted(nal.byteSize(), ParameterSets.MAX_BYTES));
    }
    return EmulationPrevention.remove(nal);
  }

  static Layout read(byte[] rbsp) throws MalformedException {
    if (rbsp.length == 0 || (rbsp[0] & 0x9f) != NalType.SPS) { // forbidden_zero_bit, type
      String header = HexFormat.of().formatHex(rbsp, 0, Math.min(1, rbsp.length));
      throw new MalformedException("NAL unit header '" + header + "' is no SPS (7.3.1)");
    }
    var in = new BitReader(rbsp);
    in.skip(8);
    try {
      return data(in);
    } catch (MalformedException e) {
      throw new MalformedException("SPS: " + e.getMessage() + " (7.3.2.1.1)");
    }
  }

  private static Layout data(BitReader in) throws MalformedException {
    int profile = in.u(8);
    int constraints = in.u(8);
    int level = in.u(8);
    in.ue("seq_parameter_set_id", 31);
    var samples = samples(in, profile);
    int log2MaxFrameNum = in.ue("log2_max_frame_num_minus4", 12) + 4;
    int pocType = pictureOrder(in);
    int refFrames = in.ue("max_num_ref_frames", 16);
    in.skip(1); // gaps_in_frame_num_value_allowed_flag
    var size = size(in, samples.chromaArrayType());
    int vuiAt = in.position();
    Optional<Vui> vui = in.flag() ? Optional.of(Vui.read(in)) : Optional.empty();
    var sps =
        new Sps(
            profile,
            constraints,
            level,
            size.width(),
            size.height(),
            vui.flatMap(Vui::colour),
            samples.chromaFormatIdc(),
            samples.lumaBits(),
            samples.chromaBits(),
            log2MaxFrameNum,
            pocType,
            refFrames,
            vui.map(Vui::maxReorderFrames).orElseGet(OptionalInt::empty));
    return new Layout(sps, vuiAt, vui);
  }

  private static Samples samples(BitReader in, int profile) throws MalformedException {
    if (!saysChromaFormat(profile)) {
      return new Samples(1, false, 8, 8);
    }
    int chromaFormat = in.ue("chroma_format_idc", 3);
    boolean separate = chromaFormat == 3 && in.flag();
    int lumaBits = in.ue("bit_depth_luma_minus8", 6) + 8;
    int chromaBits = in.ue("bit_depth_chroma_minus8", 6) + 8;
    in.skip(1); // qpprime_y_zero_transform_bypass_flag
    if (in.flag()) { // seq_scaling_matrix_present_flag
      for (int i = 0; i < (chromaFormat == 3 ? 12 : 8); i++) {
        if (in.flag()) { // seq_scaling_list_present_flag
          skipScalingList(in, i < 6 ? 16 : 64);
        }
      }
    }
    return new Samples(chromaFormat, separate, lumaBits, chromaBits);
  }

  private static boolean saysChromaFormat(int profile) {
    return switch (profile) {
      case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
      default -> false;
    };
  }

  // 7.3.2.1.1.1: a next scale of 0 ends the list.
  private static void skipScalingList(BitReader in, int size) throws MalformedException {
    int scale = 8;
    for (int i = 0; i < size && scale != 0; i++) {
      scale = (int) (scale + in.se()) & 0xff;
    }
  }

  private static int pictureOrder(BitReader in) throws MalformedException {
    int type = in.ue("pic_order_cnt_type", 2);
    if (type == 0) {
      in.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
    } else if (type == 1) {
      in.skip(1); // delta_pic_order_always_zero_flag
      in.se(); // offset_for_non_ref_pic
      in.se(); // offset_for_top_to_bottom_field
      int cycle = in.ue("num_ref_frames_in_pic_order_cnt_cycle", 255);
      for (int i = 0; i < cycle; i++) {
        in.se(); // offset_for_ref_frame
      }
    }
    return type;
  }

  private static Size size(BitReader in, int chromaArrayType) throws MalformedException {
    int widthMbs = in.ue("pic_width_in_mbs_minus1", MAX_MBS - 1) + 1;
    int mapUnits = in.ue("pic_height_in_map_units_minus1", MAX_MBS - 1) + 1;
    boolean framesOnly = in.flag(); // frame_mbs_only_flag
    if (!framesOnly) {
      in.skip(1); // mb_adaptive_frame_field_flag
    }
    in.skip(1); // direct_8x8_inference_flag
    int unitsHigh = framesOnly ? 1 : 2; // 2 - frame_mbs_only_flag
    var coded = new Size(16 * widthMbs, 16 * mapUnits * unitsHigh);
    if (!in.flag()) { // frame_cropping_flag
      return coded;
    }
    // CropUnitX and CropUnitY (7.4.2.1.1), from SubWidthC and SubHeightC (Table 6-1)
    int unitX = chromaArrayType == 1 || chromaArrayType == 2 ? 2 : 1;
    int unitY = (chromaArrayType == 1 ? 2 : 1) * unitsHigh;
    return new Size(crop(in, coded.width(), unitX), crop(in, coded.height(), unitY));
  }

  // Two offsets, left and right or top and bottom, of which at least one sample is to remain.
  private static int crop(BitReader in, int length, int unit) throws MalformedException {
    int most = (length - 1) / unit;
    int before = in.ue("frame_crop_offset", most);
    int after = in.ue("frame_crop_offset", most - before);
    return length - unit * (before + after);
  }
}
