package nightjar.container.fmp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import nightjar.codec.h264.MalformedException;
import nightjar.codec.h264.ParameterSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitSegmentTest {
  private static final String BASELINE = "6742c016d900a03db0110000030001000003001e0f162e48";
  private static final String HIGH_FULL_RANGE =
      "6764001facd9405005bb016e021a0a80000003008000000f3020007a12000f427259403c60c658";
  private static final String HIGH_422_CROPPED =
      "677a0020bcd9405105de223f0110000003001000000301e0f1831960";
  private static final String SAMPLE_ENTRY = "moov/trak/mdia/minf/stbl/stsd/avc1";

  @Test
  void isOneTrack() throws Exception {
    assertEquals(
        "ftyp moov[mvhd trak[tkhd mdia[mdhd hdlr minf[vmhd dinf[dref[url ]]"
            + " stbl[stsd[avc1[avcC]] stts stsc stsz stco]]]] mvex[trex]]",
        BoxReader.tree(write(BASELINE)));
  }

  @Test
  void namesItsBrands() throws Exception {
    assertEquals(
        "69736f36 00000000 69736f36 636d6663 61766331 6d703431".replace(" ", ""),
        BoxReader.content(write(BASELINE), "ftyp")); // iso6, 0, iso6 cmfc avc1 mp41
  }

  @Test
  void saysTheCroppedSize() throws Exception {
    byte[] init = write(HIGH_422_CROPPED);
    String trackHeader = BoxReader.content(init, "moov/trak/tkhd");
    assertEquals("0502000002d20000", last(16, trackHeader)); // 1282 and 722, in 16.16
  }

  /// Behind the length fields: version, profile to level, lengths of 4 bytes, one SPS; one PPS.
  @ParameterizedTest
  @CsvSource({
    BASELINE + ", 01 42c016 ff e1 0018, 01 0004 68ce3c80",
    HIGH_FULL_RANGE + ", 01 64001f ff e1 0027, 01 0004 68ce3c80 fd f8 f8 00", // 4:2:0, 8 bits
    HIGH_422_CROPPED + ", 01 7a0020 ff e1 001c, 01 0004 68ce3c80 fe f8 f8 00", // 4:2:2, 8 bits
  })
  void configuresTheDecoder(String sps, String before, String after) throws Exception {
    assertEquals(
        (before + sps + after).replace(" ", ""),
        BoxReader.content(write(sps), SAMPLE_ENTRY + "/avcC"));
  }

  @Test
  void hasEveryPps() throws Exception {
    var hex = HexFormat.of();
    var pps = List.of(hex.parseHex("68ce3c80"), hex.parseHex("685bcf"));
    var init = InitSegment.write(new ParameterSets(hex.parseHex(BASELINE), pps));
    assertEquals(
        "02 0004 68ce3c80 0003 685bcf".replace(" ", ""),
        last(24, BoxReader.content(init, SAMPLE_ENTRY + "/avcC")));
  }

  @Test
  void saysTheColourOfTheSps() throws Exception {
    assertEquals(
        "6e636c78 0001 000d 0005 80".replace(" ", ""), // nclx, 1/13/5, full range
        BoxReader.content(write(HIGH_FULL_RANGE), SAMPLE_ENTRY + "/colr"));
  }

  @Test
  void refusesWhatIsNoSps() {
    assertThrows(MalformedException.class, () -> write("6742"));
  }

  private static String last(int count, String text) {
    return text.substring(text.length() - count);
  }

  private static byte[] write(String sps) throws MalformedException {
    var hex = HexFormat.of();
    return InitSegment.write(new ParameterSets(hex.parseHex(sps), hex.parseHex("68ce3c80")));
  }
}
