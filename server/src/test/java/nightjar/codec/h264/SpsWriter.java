package nightjar.codec.h264;

import java.util.Random;
import java.util.random.RandomGenerator;
import nightjar.media.Colour;
import org.jspecify.annotations.Nullable;

/// Writes an SPS in which any syntax element of H.264 7.3.2.1.1 and E.1 may come up, as it falls
/// from a seed; with the same seed, also what SpsRewriter should make of it.
final class SpsWriter {
  private static final int[] PROFILES = {66, 66, 77, 88, 100, 100, 110, 122, 244, 44, 118};

  private final RandomGenerator random;
  private final @Nullable Colour rewritten; // null: as the encoder left it
  private final BitWriter out = new BitWriter();
  private int profile;
  private int chromaArrayType = 1;
  private int pocType;
  private int refFrames;
  private int width;
  private int height;

  private SpsWriter(long seed, @Nullable Colour rewritten) {
    this.random = new Random(seed);
    this.rewritten = rewritten;
    data();
  }

  static SpsWriter asEncoded(long seed) {
    return new SpsWriter(seed, null);
  }

  static SpsWriter rewritten(long seed, Colour colour) {
    return new SpsWriter(seed, colour);
  }

  byte[] nal() {
    return EmulationPrevention.insert(out.rbsp());
  }

  String expected() {
    return summary(width, height, profile, pocType, refFrames);
  }

  static String summary(Sps sps) {
    return summary(
        sps.width(), sps.height(), sps.profileIdc(), sps.pocType(), sps.maxNumRefFrames());
  }

  private static String summary(int width, int height, int profile, int pocType, int refFrames) {
    return "%dx%d profile %d, poc %d, %d refs"
        .formatted(width, height, profile, pocType, refFrames);
  }

  private void data() {
    out.u(8, 0x67);
    profile = PROFILES[random.nextInt(PROFILES.length)];
    out.u(8, profile);
    bits(8); // constraint flags
    bits(8); // level_idc
    out.ue(random.nextInt(32)); // seq_parameter_set_id
    if (profile != 66 && profile != 77 && profile != 88) {
      samples();
    }
    out.ue(random.nextInt(13)); // log2_max_frame_num_minus4
    pictureOrder();
    refFrames = random.nextInt(17);
    out.ue(refFrames);
    flag();
    size();
    vui();
  }

  private void samples() {
    int chromaFormat = random.nextInt(4);
    out.ue(chromaFormat);
    boolean separate = chromaFormat == 3 && flag();
    chromaArrayType = separate ? 0 : chromaFormat;
    out.ue(random.nextInt(7)); // bit_depth_luma_minus8
    out.ue(random.nextInt(7)); // bit_depth_chroma_minus8
    flag();
    if (flag()) { // seq_scaling_matrix_present_flag
      for (int i = 0; i < (chromaFormat == 3 ? 12 : 8); i++) {
        if (flag()) {
          scalingList(i < 6 ? 16 : 64);
        }
      }
    }
  }

  private void scalingList(int size) {
    int last = 8;
    for (int i = 0; i < size; i++) {
      int next = random.nextInt(256); // 0 ends the list
      int delta = (byte) (next - last);
      out.se(delta);
      if (next == 0) {
        return;
      }
      last = next;
    }
  }

  private void pictureOrder() {
    pocType = random.nextInt(3);
    out.ue(pocType);
    if (pocType == 0) {
      out.ue(random.nextInt(13));
    } else if (pocType == 1) {
      flag();
      out.se(random.nextInt() >> 1);
      out.se(random.nextInt() >> 20);
      int cycle = random.nextInt(256) >> random.nextInt(8);
      out.ue(cycle);
      for (int i = 0; i < cycle; i++) {
        out.se(random.nextInt() >> random.nextInt(1, 32));
      }
    }
  }

  private void size() {
    int widthMbs = 1 + random.nextInt(200);
    int mapUnits = 1 + random.nextInt(100);
    out.ue(widthMbs - 1);
    out.ue(mapUnits - 1);
    int fields = flag() ? 1 : 2; // frame_mbs_only_flag
    if (fields == 2) {
      flag();
    }
    flag();
    width = 16 * widthMbs;
    height = 16 * mapUnits * fields;
    if (flag()) { // frame_cropping_flag
      width -= (chromaArrayType == 1 || chromaArrayType == 2 ? 2 : 1) * crop();
      height -= (chromaArrayType == 1 ? 2 : 1) * fields * crop();
    }
  }

  private int crop() {
    int before = random.nextInt(4);
    int after = random.nextInt(4);
    out.ue(before);
    out.ue(after);
    return before + after;
  }

  private void vui() {
    boolean present = random.nextInt(4) > 0;
    out.flag(present || rewritten != null);
    if (!present) {
      if (rewritten != null) {
        out.u(2, 0); // neither aspect ratio nor overscan
        signalType(5, rewritten);
        out.u(5, 0); // neither chroma location, timing, HRDs nor pic_struct
        restriction(false);
      }
      return;
    }
    if (flag()) { // aspect_ratio_info_present_flag
      int sar = random.nextBoolean() ? 255 : random.nextInt(17);
      out.u(8, sar);
      bits(sar == 255 ? 32 : 0);
    }
    if (flag()) { // overscan_info_present_flag
      flag();
    }
    signalType();
    if (flag()) { // chroma_loc_info_present_flag
      out.ue(random.nextInt(6));
      out.ue(random.nextInt(6));
    }
    if (flag()) { // timing_info_present_flag
      bits(32 + 31);
      bits(2);
    }
    boolean nalHrd = hrd();
    boolean vclHrd = hrd();
    bits(nalHrd || vclHrd ? 1 : 0); // low_delay_hrd_flag
    flag(); // pic_struct_present_flag
    restriction(random.nextBoolean());
  }

  private void signalType() {
    boolean present = random.nextBoolean();
    int format = random.nextInt(8);
    boolean range = random.nextBoolean();
    boolean description = random.nextBoolean();
    int colours = random.nextInt(1 << 24);
    if (rewritten != null) {
      signalType(present ? format : 5, rewritten);
      return;
    }
    out.flag(present);
    if (present) {
      out.u(3, format);
      out.flag(range);
      out.flag(description);
      out.u(description ? 24 : 0, colours);
    }
  }

  private void signalType(int format, Colour colour) {
    out.flag(true);
    out.u(3, format);
    out.flag(colour.fullRange());
    out.flag(true);
    out.u(8, colour.primaries());
    out.u(8, colour.transfer());
    out.u(8, colour.matrix());
  }

  private boolean hrd() {
    boolean present = flag();
    if (present) {
      int schedules = 1 + random.nextInt(32);
      out.ue(schedules - 1);
      bits(8);
      for (int i = 0; i < schedules; i++) {
        out.ue(random.nextInt() >>> 1);
        out.ue(random.nextInt(1 << 20));
        flag();
      }
      bits(20);
    }
    return present;
  }

  private void restriction(boolean present) {
    boolean added = !present && rewritten != null && (pocType == 2 || profile == 66);
    out.flag(present || added);
    if (present) {
      flag();
      out.ue(random.nextInt(17));
      out.ue(random.nextInt(17));
      out.ue(random.nextInt(17));
      out.ue(random.nextInt(17));
      out.ue(random.nextInt(17));
      out.ue(random.nextInt(17));
    } else if (added) {
      out.flag(true);
      out.ue(2);
      out.ue(1);
      out.ue(15);
      out.ue(15);
      out.ue(0); // max_num_reorder_frames
      out.ue(refFrames); // max_dec_frame_buffering
    }
  }

  private boolean flag() {
    boolean value = random.nextBoolean();
    out.flag(value);
    return value;
  }

  private void bits(int count) {
    out.u(count, count == 0 ? 0 : random.nextLong() >>> (Long.SIZE - count));
  }
}
