package nightjar.container.fmp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.NalType;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.SpsRewriter;
import nightjar.media.Colour;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an encoder made, through our init segment and fragments, is what FFmpeg shows.
class PlaybackTest {
  private static final int COUNT = 25;

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "constrained_baseline, 320, 192", //
    "constrained_baseline, 318, 182", // cropped
    "main, 320, 192",
    "high, 482, 270"
  })
  void showsTheSamePicturesAtTheTimesWritten(String profile, int width, int height)
      throws Exception {
    var units = Openh264.encode(profile, width, height, COUNT);
    var played = Ffmpeg.play(file(units, parameterSets(units.getFirst())));
    assertEquals(crcs(Ffmpeg.decodeAnnexB(units)), crcs(played));
    assertEquals(COUNT, Set.copyOf(crcs(played)).size()); // it did move
    assertEquals(
        LongStream.range(0, COUNT).map(PlaybackTest::time).boxed().toList(),
        played.stream().map(Ffmpeg.Picture::pts).toList());
    assertEquals(width + "x" + height, played.getLast().width() + "x" + played.getLast().height());
  }

  @ParameterizedTest
  @CsvSource({"constrained_baseline", "main", "high"})
  void showsTheColourAskedForAndHoldsNothingBack(String profile) throws Exception {
    var units = Openh264.encode(profile, 320, 192, COUNT);
    var sets = parameterSets(units.getFirst());
    byte[] sps = SpsRewriter.withColour(sets.sps(), Colour.SYCC);
    var played = Ffmpeg.play(file(units, new ParameterSets(sps, sets.pps())));
    var decoded = Ffmpeg.decodeAnnexB(units.stream().map(u -> withSps(u, sps)).toList());
    for (var pictures : List.of(played, decoded)) {
      assertEquals(crcs(Ffmpeg.decodeAnnexB(units)), crcs(pictures));
      assertEquals(
          Collections.nCopies(COUNT, Colour.SYCC),
          pictures.stream().map(Ffmpeg.Picture::colour).toList());
      assertEquals(
          IntStream.rangeClosed(1, COUNT).boxed().toList(),
          pictures.stream().map(Ffmpeg.Picture::sent).toList());
    }
  }

  /// Beyond 32 bits, and uneven, as a camera's clock is.
  private static long time(long i) {
    return (1L << 33) + 6000 * i + i % 3;
  }

  private Path file(List<byte[]> units, ParameterSets sets) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(InitSegment.write(sets));
    var writer = new FragmentWriter();
    for (int i = 0; i < units.size(); i++) {
      var fragment = new byte[writer.measure(MemorySegment.ofArray(units.get(i)))];
      int duration = (int) (time(i + 1) - time(i));
      writer.write(MemorySegment.ofArray(fragment), i + 1, time(i), duration, writer.sawIdr());
      bytes.writeBytes(fragment);
    }
    return Files.write(dir.resolve("clip.mp4"), bytes.toByteArray());
  }

  private static ParameterSets parameterSets(byte[] unit) {
    return ParameterSets.in(MemorySegment.ofArray(unit), indexOf(unit)).orElseThrow();
  }

  private static byte[] withSps(byte[] unit, byte[] sps) {
    var index = indexOf(unit);
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < index.count(); i++) {
      int offset = index.offset(i);
      out.writeBytes(new byte[] {0, 0, 0, 1});
      out.writeBytes(
          index.type(i) == NalType.SPS
              ? sps
              : Arrays.copyOfRange(unit, offset, offset + index.length(i)));
    }
    return out.toByteArray();
  }

  private static NalIndex indexOf(byte[] unit) {
    var index = new NalIndex();
    index.read(MemorySegment.ofArray(unit));
    return index;
  }

  private static List<Integer> crcs(List<Ffmpeg.Picture> pictures) {
    return pictures.stream().map(Ffmpeg.Picture::crc).collect(Collectors.toList());
  }
}
