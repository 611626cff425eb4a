import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A short coded video: a fragmented MP4 file as `./nightjar watch` writes it, and its access units.
final class Clip {
  private static final byte[] START = {0, 0, 0, 1};
  private static final int IDR = 5; // NAL unit type

  private final byte[] file;
  private final List<byte[]> units = new ArrayList<>();

  /// Takes whole GOPs, so that it can be played over and over.
  Clip(Path mp4) throws IOException {
    this.file = Files.readAllBytes(mp4);
    var sets = parameterSets();
    int lastIdr = 0;
    for (var box = ByteBuffer.wrap(file); box.remaining() >= 8; ) {
      int size = box.getInt(box.position());
      if (name(box.position()).equals("mdat")) {
        var unit = annexB(box.position() + 8, box.position() + size, sets);
        lastIdr = isIdr(unit, sets) ? units.size() : lastIdr;
        units.add(unit);
      }
      box.position(box.position() + size);
    }
    if (lastIdr == 0) {
      throw new IOException(mp4 + " holds no whole GOP");
    }
    units.subList(lastIdr, units.size()).clear();
  }

  byte[] file() {
    return file;
  }

  /// In Annex B; the first is an IDR with SPS and PPS.
  List<byte[]> units() {
    return units;
  }

  /// Each as a length and so many bytes.
  byte[] unitsFile() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    for (var unit : units) {
      out.writeInt(unit.length);
      out.write(unit);
    }
    return bytes.toByteArray();
  }

  private String name(int box) {
    return new String(file, box + 4, 4, StandardCharsets.US_ASCII);
  }

  /// SPS and PPS of `avcC` (ISO/IEC 14496-15, 5.3.3.1), one of each, in Annex B.
  private byte[] parameterSets() throws IOException {
    int at = 0;
    while (!name(at).equals("avcC")) {
      at++;
    }
    var avcC = ByteBuffer.wrap(file).position(at + 8 + 6);
    var sps = take(avcC);
    avcC.get(); // how many PPS
    return joined(List.of(START, sps, START, take(avcC)));
  }

  private static byte[] take(ByteBuffer from) {
    var bytes = new byte[from.getChar()];
    from.get(bytes);
    return bytes;
  }

  private byte[] annexB(int from, int to, byte[] sets) throws IOException {
    var parts = new ArrayList<byte[]>();
    for (int at = from; at < to; ) {
      int length = ByteBuffer.wrap(file).getInt(at);
      if ((file[at + 4] & 31) == IDR && parts.isEmpty()) {
        parts.add(sets);
      }
      parts.add(START);
      parts.add(Arrays.copyOfRange(file, at + 4, at + 4 + length));
      at += 4 + length;
    }
    return joined(parts);
  }

  private static boolean isIdr(byte[] unit, byte[] sets) {
    return unit.length > sets.length
        && Arrays.equals(unit, 0, sets.length, sets, 0, sets.length);
  }

  private static byte[] joined(List<byte[]> parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}
