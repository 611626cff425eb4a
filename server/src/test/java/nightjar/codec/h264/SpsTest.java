package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Random;
import nightjar.media.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpsTest {
  /// By x264, but for the scaling lists, which are SpsWriter's; FFmpeg's trace_headers reads them
  /// all the same way.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # baseline, pic_order_cnt_type 2
          6742c016d900a03db0110000030001000003001e0f162e48;       640x480 4:2:0 8 bit, poc 2, 3 refs, reorder 0
          # 1088 lines cropped to 1080
          67640028acd940780227e5c044000003000400000300783c60c658; 1920x1080 4:2:0 8 bit, poc 0, 4 refs, reorder 2
          # fields, 4:3 samples, overscan, chroma location: cropped in units of four lines
          67640028acd94078044fde032dc0000003004000000787c58b6580; 1920x1080 4:2:0 8 bit, poc 0, 4 refs, reorder 2
          # 4:2:2: cropped in units of two columns and one line
          677a0020bcd9405105de223f0110000003001000000301e0f1831960; 1282x722 4:2:2 8 bit, poc 0, 4 refs, reorder 2
          # 4:4:4: cropped in units of one
          67f40016919b281405fd4460220000030002000003003c1e2c5b2c; 639x361 4:4:4 8 bit, poc 0, 4 refs, reorder 2
          # 4:0:0, full range without a colour description
          6764000cf36505067b8bc05b20000003002000000303c1e28532c0; 318x182 4:0:0 8 bit, full range 2/2/2, poc 0, 4 refs, reorder 2
          # NAL HRD, colour description
          6764001facd9405005bb016e021a0a80000003008000000f3020007a12000f427259403c60c658; \
          1280x720 4:2:0 8 bit, full range 1/13/5, poc 0, 4 refs, reorder 2
          # scaling lists
          6764e47a0b3f816c1980cc02101dc08e01011a05b1e06b018005902d02c013000ea00000053e66d7002e820000a8518c808102b97fe0223027f2573a0f9acbbf99624a8cec2020a3a0; \
          2064x2784 4:2:2 8 bit, poc 1, 11 refs, reorder 4
          """)
  void says(String hex, String expected) throws Exception {
    assertEquals(expected, describe(parse(hex)));
  }

  @Test
  void namesItsCodec() throws Exception {
    assertEquals(
        "avc1.42c016", parse("6742c016d900a03db0110000030001000003001e0f162e48").codecString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          '';           NAL unit header '' is no SPS (7.3.1)
          68ce3880;     NAL unit header '68' is no SPS (7.3.1)
          e742c016;     NAL unit header 'e7' is no SPS (7.3.1)
          6742c0;       SPS: ends at bit 24, inside a value (7.3.2.1.1)
          6742c016 0420;SPS: seq_parameter_set_id is 32, over 31 (7.3.2.1.1)
          67640028 96;  SPS: chroma_format_idc is 4, over 3 (7.3.2.1.1)
          6742c016 c3;  SPS: ends at bit 40, inside a value (7.3.2.1.1)
          """)
  void refuses(String hex, String why) {
    var e = assertThrows(MalformedException.class, () -> parse(hex));
    assertEquals(why, e.getMessage());
  }

  @Test
  void refusesToCropAllAway() {
    var e = assertThrows(MalformedException.class, () -> SpsReader.read(sixteenWideCroppedBy(8)));
    assertEquals("SPS: frame_crop_offset is 4, over 3 (7.3.2.1.1)", e.getMessage());
  }

  @Test
  void cropsToTheLastTwoColumns() throws Exception {
    assertEquals(2, SpsReader.read(sixteenWideCroppedBy(7)).sps().width());
  }

  @Test
  void readsWhateverCanBeWritten() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int i = 0; i < 2_000; i++) {
      var written = SpsWriter.asEncoded(seed + i);
      var sps = Sps.parse(MemorySegment.ofArray(written.nal()));
      assertEquals(written.expected(), SpsWriter.summary(sps), "-Dseed=" + (seed + i));
    }
  }

  /// Cut anywhere before its last value, it is refused, and nothing else happens.
  @Test
  void refusesWhatIsCutShort() throws Exception {
    byte[] whole = SpsWriter.asEncoded(141).nal();
    for (int length = 0; length < whole.length - 2; length++) {
      var cut = MemorySegment.ofArray(whole).asSlice(0, length);
      assertThrows(MalformedException.class, () -> Sps.parse(cut));
    }
  }

  /// Arbitrary bytes are refused, or come out as an SPS with a size.
  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = anyBytes(random);
      assertDoesNotThrow(
          () -> refusedOrRead(bytes),
          () -> "-Dseed=" + seed + " " + HexFormat.of().formatHex(bytes));
    }
  }

  private static void refusedOrRead(byte[] bytes) {
    try {
      var sps = Sps.parse(MemorySegment.ofArray(bytes));
      assertTrue(sps.width() > 0 && sps.height() > 0, sps::toString);
    } catch (MalformedException e) {
      assertTrue(e.getMessage().endsWith("(7.3.2.1.1)"), e::getMessage);
    }
  }

  /// Bytes that begin as an SPS does, so that they get past its first lines.
  static byte[] anyBytes(Random random) {
    var bytes = new byte[random.nextInt(4, 60)];
    random.nextBytes(bytes);
    bytes[0] = 0x67;
    bytes[1] = random.nextBoolean() ? 66 : (byte) 100;
    return bytes;
  }

  private static byte[] sixteenWideCroppedBy(int twos) {
    var out = new BitWriter();
    out.u(32, 0x6742c016);
    out.ue(0); // seq_parameter_set_id
    out.ue(0); // log2_max_frame_num_minus4
    out.ue(2); // pic_order_cnt_type
    out.ue(1); // max_num_ref_frames
    out.u(1, 0); // gaps_in_frame_num_value_allowed_flag
    out.ue(0); // pic_width_in_mbs_minus1
    out.ue(0); // pic_height_in_map_units_minus1
    out.u(3, 0b111); // frame_mbs_only_flag, direct_8x8_inference_flag, frame_cropping_flag
    out.ue(twos - 4);
    out.ue(4);
    out.ue(0);
    out.ue(0);
    out.flag(false); // vui_parameters_present_flag
    return out.rbsp();
  }

  private static Sps parse(String hex) throws MalformedException {
    return Sps.parse(MemorySegment.ofArray(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private static String describe(Sps sps) {
    String[] chroma = {"4:0:0", "4:2:0", "4:2:2", "4:4:4"};
    return "%dx%d %s %d bit%s, poc %d, %d refs, reorder %s"
        .formatted(
            sps.width(),
            sps.height(),
            chroma[sps.chromaFormatIdc()],
            sps.bitDepthLuma(),
            sps.colour().map(SpsTest::describe).orElse(""),
            sps.pocType(),
            sps.maxNumRefFrames(),
            sps.maxReorderFrames().isPresent() ? sps.maxReorderFrames().getAsInt() : "?");
  }

  private static String describe(Colour colour) {
    return ", %s range %d/%d/%d"
        .formatted(
            colour.fullRange() ? "full" : "limited",
            colour.primaries(),
            colour.transfer(),
            colour.matrix());
  }
}
