package nightjar.container.fmp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import nightjar.codec.h264.ParameterSets;
import org.junit.jupiter.api.Test;

/// The head of a plain file; that it plays is seen in `record.file`'s ExportTest.
class PlainMp4Test {
  private static final String SPS = "6742c016d900a03db0110000030001000003001e0f162e48";
  private static final String STBL = "moov/trak/mdia/minf/stbl/";

  private final PlainMp4 movie = new PlainMp4();

  @Test
  void isOneTrackWithTheMoovFirst() throws Exception {
    movie.describe(init("68ce3c80"));
    movie.add(fragment(100, 6000, 6000), 12_000);
    assertEquals(
        "ftyp moov[mvhd trak[tkhd edts mdia[mdhd hdlr minf[vmhd dinf[dref[url ]]"
            + " stbl[stsd[avc1[avcC]] stts stss stsc stsz stco]]]]]",
        BoxReader.tree(withoutMdat(head(0, 12_000))));
  }

  @Test
  void tablesAreShort() throws Exception {
    movie.describe(init("68ce3c80"));
    movie.add(fragment(100, 6000, 6000), 12_000);
    movie.describe(init("68ce3c80")); // the same: no entry of its own
    movie.add(fragment(50, 6000, 6000), 15_000); // 3000 of nothing after it
    movie.describe(init("685bcf"));
    movie.add(fragment(10, 6000), 6000);
    var head = head(6000, 27_000);
    assertEquals(
        hex("00000000 00000003  00000003 00001770  00000001 00002328  00000001 00001770"),
        content(head, STBL + "stts"));
    assertEquals(
        hex("00000000 00000003  00000001 00000003 00000005"), content(head, STBL + "stss"));
    assertEquals(
        hex("00000000 00000002  00000001 00000002 00000001  00000003 00000001 00000002"),
        content(head, STBL + "stsc"));
    assertEquals(
        hex("00000000 00000000 00000005  00000064 00000065 00000032 00000033 0000000a"),
        content(head, STBL + "stsz"));
    int first = head.length;
    assertEquals(
        hex("00000000 00000003") + "%08x%08x%08x".formatted(first, first + 201, first + 302),
        content(head, STBL + "stco"));
    assertEquals(33_000, movie.duration());
    assertEquals(312, movie.payload());
    assertEquals(312 + 8, ByteBuffer.wrap(head).getInt(first - 8));
  }

  @Test
  void anEditSaysWhatIsShown() throws Exception {
    movie.describe(init("68ce3c80"));
    movie.add(fragment(100, 6000, 6000), 12_000);
    var head = withoutMdat(head(6000, 5000));
    int edits = new String(head, StandardCharsets.ISO_8859_1).indexOf("elst");
    assertEquals(
        hex("01000000 00000001 0000000000001388 0000000000001770 00010000"),
        HexFormat.of().formatHex(head, edits + 4, edits + 32));
  }

  @Test
  void beyondFourGigabytesOffsetsHave64Bits() throws Exception {
    movie.describe(init("68ce3c80"));
    for (int i = 0; i < 3; i++) {
      movie.add(fragment(1 << 30, 6000), 6000);
    }
    var small = head(0, 18_000);
    assertEquals(hex("00000000 00000003"), content(small, STBL + "stco").substring(0, 16));
    movie.add(fragment((1 << 30) - 10, 6000), 6000);
    var head = head(0, 24_000);
    long first = head.length;
    assertEquals(
        hex("00000000 00000004")
            + "%016x%016x%016x%016x"
                .formatted(first, first + (1L << 30), first + (2L << 30), first + (3L << 30)),
        content(head, STBL + "co64"));
    assertEquals(
        0xffff_fff6L + 8, Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(head.length - 8)));
    movie.add(fragment(1 << 30, 6000), 6000);
    head = head(0, 30_000);
    var mdat = ByteBuffer.wrap(head).position(head.length - 16);
    assertEquals(1, mdat.getInt());
    assertEquals(movie.payload() + 16, mdat.getLong(head.length - 8));
  }

  @Test
  void refusesSamplesThatNothingDescribes() throws Exception {
    var fragment = fragment(100, 6000);
    assertThrows(IllegalStateException.class, () -> movie.add(fragment, 6000));
    assertThrows(IllegalStateException.class, () -> head(0, 1));
    var e = assertThrows(BadBoxException.class, () -> movie.describe(ByteBuffer.allocate(20)));
    assertTrue(String.valueOf(e.getMessage()).contains("no moov"), e::getMessage);
  }

  /// The first sample an IDR of `size`, each after it a byte more.
  private static MovieFragment fragment(int size, int... durations) throws BadBoxException {
    var head = new FragmentHead(10);
    for (int i = 0; i < durations.length; i++) {
      head.add(size + i, durations[i], i == 0);
    }
    var bytes = ByteBuffer.allocate(head.length());
    head.write(bytes, 1, 0);
    return MovieFragment.parse(bytes.flip().limit(head.length() - 8));
  }

  private byte[] head(long skip, long duration) {
    var head = movie.head(new PlainMp4.Edit(skip, duration, 0), 1000);
    var bytes = new byte[head.remaining()];
    head.get(bytes);
    return bytes;
  }

  private static byte[] withoutMdat(byte[] head) {
    return Arrays.copyOf(head, head.length - 8);
  }

  /// Of a box before `mdat`, whose content is not here.
  private static String content(byte[] head, String path) {
    return BoxReader.content(head, path);
  }

  private static ByteBuffer init(String pps) throws Exception {
    var hex = HexFormat.of();
    return ByteBuffer.wrap(
        InitSegment.write(new ParameterSets(hex.parseHex(SPS), hex.parseHex(pps))));
  }

  private static String hex(String spaced) {
    return spaced.replace(" ", "");
  }
}
