package nightjar.container.fmp4;

import static nightjar.container.fmp4.Box.ascii;
import static nightjar.container.fmp4.Box.box;
import static nightjar.container.fmp4.Box.bytes;
import static nightjar.container.fmp4.Box.fullBox;
import static nightjar.container.fmp4.Box.u16;
import static nightjar.container.fmp4.Box.u32;
import static nightjar.container.fmp4.Box.u8;
import static nightjar.container.fmp4.Box.zeros;

import java.lang.foreign.MemorySegment;
import nightjar.codec.h264.MalformedException;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.Sps;
import nightjar.media.Colour;
import nightjar.media.Timescale;

/// The bytes a player needs before any fragment: `ftyp` and the `moov` of one H.264 track.
///
/// Clauses are of ISO/IEC 14496-12:2015 unless they name another part.
public final class InitSegment {
  static final int TRACK = 1;

  static final int ONE = 0x1_0000; // in 16.16 fixed point
  static final int UNDETERMINED = 0x55c4; // language "und", five bits a letter
  static final byte[] UNITY_MATRIX = u32(ONE, 0, 0, 0, ONE, 0, 0, 0, 0x4000_0000);

  private InitSegment() {}

  public static byte[] write(ParameterSets sets) throws MalformedException {
    var sps = Sps.parse(MemorySegment.ofArray(sets.sps()));
    return bytes(
        box("ftyp", ascii("iso6"), u32(0), ascii("iso6cmfcavc1mp41")),
        box("moov", movieHeader(), track(sets, sps), box("mvex", trackExtends())));
  }

  // 8.2.2: times and duration unknown, rate 1, volume 1
  private static byte[] movieHeader() {
    return fullBox(
        "mvhd",
        0,
        0,
        u32(0, 0, Timescale.VIDEO.hz(), 0, ONE),
        u16(0x100),
        zeros(10),
        UNITY_MATRIX,
        zeros(24),
        u32(TRACK + 1)); // next_track_ID
  }

  private static byte[] track(ParameterSets sets, Sps sps) {
    return box("trak", trackHeader(sps), box("mdia", mediaHeader(), handler(), media(sets, sps)));
  }

  // 8.3.2: enabled, in the movie
  private static byte[] trackHeader(Sps sps) {
    return fullBox(
        "tkhd",
        0,
        3,
        u32(0, 0, TRACK, 0, 0),
        zeros(8),
        u16(0, 0, 0, 0), // layer, alternate_group, volume, reserved
        UNITY_MATRIX,
        u32(sps.width() << 16, sps.height() << 16));
  }

  // 8.4.2
  private static byte[] mediaHeader() {
    return fullBox("mdhd", 0, 0, u32(0, 0, Timescale.VIDEO.hz(), 0), u16(UNDETERMINED, 0));
  }

  // 8.4.3
  static byte[] handler() {
    return fullBox("hdlr", 0, 0, u32(0), ascii("vide"), zeros(12), ascii("video\0"));
  }

  private static byte[] media(ParameterSets sets, Sps sps) {
    return box("minf", videoHeader(), dataInThisFile(), sampleTable(sets, sps));
  }

  // 12.1.2
  static byte[] videoHeader() {
    return fullBox("vmhd", 0, 1, zeros(8));
  }

  // 8.7
  static byte[] dataInThisFile() {
    var inThisFile = fullBox("url ", 0, 1);
    return box("dinf", fullBox("dref", 0, 0, u32(1), inThisFile));
  }

  // 8.5.1: the samples themselves are in fragments
  private static byte[] sampleTable(ParameterSets sets, Sps sps) {
    return box(
        "stbl",
        fullBox("stsd", 0, 0, u32(1), sampleEntry(sets, sps)),
        fullBox("stts", 0, 0, u32(0)),
        fullBox("stsc", 0, 0, u32(0)),
        fullBox("stsz", 0, 0, u32(0, 0)),
        fullBox("stco", 0, 0, u32(0)));
  }

  // 12.1.3
  private static byte[] sampleEntry(ParameterSets sets, Sps sps) {
    int dpi72 = 72 * ONE;
    return box(
        "avc1",
        zeros(6),
        u16(1), // data_reference_index
        zeros(16),
        u16(sps.width(), sps.height()),
        u32(dpi72, dpi72, 0),
        u16(1), // frame_count
        zeros(32), // compressorname
        u16(0x18, -1), // depth, pre_defined
        decoderConfiguration(sets, sps),
        sps.colour().map(InitSegment::colour).orElse(zeros(0)));
  }

  // ISO/IEC 14496-15, 5.3.3.1: NAL unit lengths of 4 bytes, one SPS, all PPSs
  private static byte[] decoderConfiguration(ParameterSets sets, Sps sps) {
    byte[] spsNal = sets.sps();
    var pps = sets.pps();
    return box(
        "avcC",
        u8(1, sps.profileIdc(), sps.constraintFlags(), sps.levelIdc(), 0xff, 0xe1),
        u16(spsNal.length),
        spsNal,
        u8(pps.size()),
        bytes(pps.stream().map(one -> bytes(u16(one.length), one)).toArray(byte[][]::new)),
        sampleFormat(sps));
  }

  private static byte[] sampleFormat(Sps sps) {
    return switch (sps.profileIdc()) {
      case 66, 77, 88 -> zeros(0); // baseline, main, extended: always 4:2:0 of 8 bits
      default ->
          u8(
              0xfc | sps.chromaFormatIdc(),
              0xf8 | sps.bitDepthLuma() - 8,
              0xf8 | sps.bitDepthChroma() - 8,
              0); // numOfSequenceParameterSetExt
    };
  }

  // 12.1.5
  private static byte[] colour(Colour colour) {
    return box(
        "colr",
        ascii("nclx"),
        u16(colour.primaries(), colour.transfer(), colour.matrix()),
        u8(colour.fullRange() ? 0x80 : 0));
  }

  // 8.8.3: a fragment says all but the sample description
  private static byte[] trackExtends() {
    return fullBox("trex", 0, 0, u32(TRACK, 1, 0, 0, 0));
  }
}
