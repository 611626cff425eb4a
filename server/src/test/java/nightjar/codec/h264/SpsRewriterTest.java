package nightjar.codec.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.StringJoiner;
import nightjar.media.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpsRewriterTest {
  private static final int BASELINE = 66;
  private static final int HIGH = 100;

  /// FFmpeg's trace_headers finds them to differ in the signal type alone, or in the added parts.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # a signal type into the middle of the VUI: all behind it moves by 29 bits
          67640028 acd940780227e5c044000003000400000300783c60c658; \
          67640028 acd940780227e5c05b80868320000003002000000303c1e30632c0
          # a colour description to a full range flag
          6764000c f36505067b8bc05b20000003002000000303c1e28532c0; \
          6764000c f36505067b8bc05b80868320000003002000000303c1e28532c0
          # another matrix before an HRD
          6764001f acd9405005bb016e021a0a80000003008000000f3020007a12000f427259403c60c658; \
          6764001f acd9405005bb016e021a0c80000003008000000f3020007a12000f427259403c60c658
          """)
  void saysTheColour(String before, String after) throws Exception {
    assertEquals(after.replace(" ", ""), rewrite(before));
  }

  @Test
  void addsAVuiThatPromisesOutputOrder() throws Exception {
    String signalType = "1 101 1 1 00000001 00001101 00000110"; // present, format, range, described
    String restriction = "1 1 011 010 000010000 000010000 1 010"; // ... no reordering, one picture
    assertEquals("1 0 0 " + signalType + " 0 0 0 0 0 " + restriction, addedTo(BASELINE, 0));
    assertEquals("1 0 0 " + signalType + " 0 0 0 0 0 " + restriction, addedTo(HIGH, 2));
  }

  @Test
  void promisesNothingWhereBSlicesMayCome() throws Exception {
    assertEquals("1 0 0 1 101 1 1 00000001 00001101 00000110 0 0 0 0 0 0", addedTo(HIGH, 0));
  }

  @Test
  void keepsAllElse() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    for (long s = seed; s < seed + 2_000; s++) {
      byte[] before = SpsWriter.asEncoded(s).nal();
      byte[] expected = SpsWriter.rewritten(s, Colour.BT709).nal();
      assertArrayEquals(expected, SpsRewriter.withColour(before, Colour.BT709), "-Dseed=" + s);
    }
  }

  @Test
  void twiceIsOnceAndTheLastColourStays() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    for (long s = seed; s < seed + 500; s++) {
      byte[] before = SpsWriter.asEncoded(s).nal();
      byte[] once = SpsRewriter.withColour(before, Colour.SYCC);
      assertArrayEquals(once, SpsRewriter.withColour(once, Colour.SYCC), "-Dseed=" + s);
      byte[] other = SpsRewriter.withColour(before, Colour.BT709);
      assertArrayEquals(once, SpsRewriter.withColour(other, Colour.SYCC), "-Dseed=" + s);
    }
  }

  /// What says nothing of the order says afterwards that there is none to restore, and all else as
  /// before.
  @Test
  void promisesOutputOrderWhereItIsKnown() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    int added = 0;
    for (long s = seed; s < seed + 2_000; s++) {
      byte[] before = SpsWriter.asEncoded(s).nal();
      byte[] after = SpsRewriter.inOrder(before);
      var was = Sps.parse(MemorySegment.ofArray(before));
      var is = Sps.parse(MemorySegment.ofArray(after));
      if (was.maxReorderFrames().isPresent()) {
        assertArrayEquals(before, after, "-Dseed=" + s);
      } else {
        added++;
        assertEquals(OptionalInt.of(0), is.maxReorderFrames(), "-Dseed=" + s);
        assertEquals(was.colour(), is.colour(), "-Dseed=" + s);
        assertEquals(was.codecString(), is.codecString(), "-Dseed=" + s);
        assertEquals(was.width() + "x" + was.height(), is.width() + "x" + is.height());
      }
      assertArrayEquals(after, SpsRewriter.inOrder(after), "-Dseed=" + s);
    }
    assertTrue(added > 100, "-Dseed=" + seed);
  }

  /// Arbitrary bytes are refused, or come out as an SPS that says the colour.
  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] sps = SpsTest.anyBytes(random);
      assertDoesNotThrow(() -> refusedOrRewritten(sps), () -> "-Dseed=" + seed + " " + hex(sps));
    }
  }

  private static void refusedOrRewritten(byte[] sps) throws MalformedException {
    byte[] after;
    try {
      after = SpsRewriter.withColour(sps, Colour.SYCC);
    } catch (MalformedException e) {
      return;
    }
    assertEquals(Optional.of(Colour.SYCC), Sps.parse(MemorySegment.ofArray(after)).colour());
    assertArrayEquals(after, SpsRewriter.withColour(after, Colour.SYCC));
  }

  /// Returns the bits from vui_parameters_present_flag on, spaced as the syntax elements are.
  private static String addedTo(int profile, int pocType) throws MalformedException {
    byte[] after = SpsRewriter.withColour(withoutVui(profile, pocType), Colour.SYCC);
    byte[] rbsp = SpsReader.rbsp(MemorySegment.ofArray(after));
    var layout = SpsReader.read(rbsp);
    var in = new BitReader(rbsp);
    in.skip(layout.vuiAt());
    boolean restricted = layout.vui().orElseThrow().hasRestriction();
    int[] elements = {1, 1, 1, 1, 3, 1, 1, 8, 8, 8, 1, 1, 1, 1, 1, 1, 1, 3, 3, 9, 9, 1, 3};
    var bits = new StringJoiner(" ");
    for (int i = 0; i < (restricted ? elements.length : 16); i++) {
      bits.add(Integer.toBinaryString(1 << elements[i] | in.u(elements[i])).substring(1));
    }
    assertTrue(in.flag()); // rbsp_stop_one_bit
    return bits.toString();
  }

  private static byte[] withoutVui(int profile, int pocType) {
    var out = new BitWriter();
    out.u(8, 0x67);
    out.u(24, profile << 16 | 0x00_0028);
    out.ue(0); // seq_parameter_set_id
    if (profile == HIGH) {
      out.ue(1); // chroma_format_idc
      out.u(4, 0b1100); // eight bits, no transform bypass, no scaling matrix
    }
    out.ue(0); // log2_max_frame_num_minus4
    out.ue(pocType);
    if (pocType == 0) {
      out.ue(0); // log2_max_pic_order_cnt_lsb_minus4
    }
    out.ue(1); // max_num_ref_frames
    out.flag(false); // gaps_in_frame_num_value_allowed_flag
    out.ue(79); // pic_width_in_mbs_minus1
    out.ue(44); // pic_height_in_map_units_minus1
    out.u(4, 0b1100); // frame_mbs_only, direct_8x8_inference, no cropping, no VUI
    return EmulationPrevention.insert(out.rbsp());
  }

  private static String rewrite(String sps) throws MalformedException {
    return hex(SpsRewriter.withColour(bytes(sps), Colour.SYCC));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
