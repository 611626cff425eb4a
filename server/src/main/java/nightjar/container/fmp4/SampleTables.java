package nightjar.container.fmp4;

import static nightjar.container.fmp4.Box.bytes;
import static nightjar.container.fmp4.Box.fullBox;
import static nightjar.container.fmp4.Box.u32;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What `stbl` says of the samples of a plain file (ISO/IEC 14496-12, 8.5 to 8.7), in the compact
/// forms it has for that; a chunk is what was one fragment.
final class SampleTables {
  private static final long LARGEST_32 = 0xffff_ffffL;

  private final List<ByteBuffer> entries = new ArrayList<>();
  private final Ints times = new Ints(); // pairs: how many samples, of what duration
  private final Ints syncs = new Ints(); // numbers of samples, from 1 on
  private final Ints sizes = new Ints();
  private final Ints runs = new Ints(); // triples: first chunk, samples a chunk, entry
  private final Ints chunks = new Ints(); // bytes of each
  private int entry; // from 1 on
  private long payload;
  private long duration;

  /// From the next sample on, this sample entry describes them.
  void describe(ByteBuffer sampleEntry) {
    int known = entries.indexOf(sampleEntry);
    if (known < 0) {
      entries.add(sampleEntry);
      known = entries.size() - 1;
    }
    entry = known + 1;
  }

  void chunk(int samples, int bytes) {
    if (entry == 0) {
      throw new IllegalStateException("samples that nothing describes");
    }
    chunks.add(bytes);
    int last = runs.count() - 3;
    if (last < 0 || runs.get(last + 1) != samples || runs.get(last + 2) != entry) {
      runs.add(chunks.count());
      runs.add(samples);
      runs.add(entry);
    }
    payload += bytes;
  }

  void sample(int size, int ticks, boolean idr) {
    sizes.add(size);
    if (idr) {
      syncs.add(sizes.count());
    }
    int last = times.count() - 2;
    if (last < 0 || times.get(last + 1) != ticks) {
      times.add(1);
      times.add(ticks);
    } else {
      times.set(last, times.get(last) + 1);
    }
    duration += Integer.toUnsignedLong(ticks);
  }

  boolean isEmpty() {
    return chunks.count() == 0;
  }

  ByteBuffer firstEntry() {
    return entries.getFirst();
  }

  /// Bytes of all samples.
  long payload() {
    return payload;
  }

  /// Of all samples, in ticks.
  long duration() {
    return duration;
  }

  /// The offsets of chunks are its last bytes, and wait for [#place].
  byte[] box(boolean large) {
    return Box.box(
        "stbl",
        fullBox("stsd", 0, 0, u32(entries.size()), bytes(entryBytes())),
        table("stts", times, 2),
        fullBox("stss", 0, 0, u32(syncs.count()), syncs.bytes()),
        table("stsc", runs, 3),
        fullBox("stsz", 0, 0, u32(0, sizes.count()), sizes.bytes()),
        fullBox(
            large ? "co64" : "stco",
            0,
            0,
            u32(chunks.count()),
            Box.zeros(chunks.count() * width(large))));
  }

  private byte[][] entryBytes() {
    return entries.stream()
        .map(
            entry -> {
              var bytes = new byte[entry.remaining()];
              entry.get(entry.position(), bytes);
              return bytes;
            })
        .toArray(byte[][]::new);
  }

  private static byte[] table(String type, Ints rows, int columns) {
    return fullBox(type, 0, 0, u32(rows.count() / columns), rows.bytes());
  }

  /// Whether offsets need 64 bits in a file that has so many bytes beside the samples.
  boolean large(long others) {
    return payload + others > LARGEST_32;
  }

  /// Fills in where the chunks are.
  ///
  /// @param moov ends with our box
  /// @param first where the first sample is in the file
  void place(ByteBuffer moov, long first, boolean large) {
    int at = moov.limit() - chunks.count() * width(large);
    long offset = first;
    for (int i = 0; i < chunks.count(); i++) {
      if (large) {
        moov.putLong(at + 8 * i, offset);
      } else {
        moov.putInt(at + 4 * i, (int) offset);
      }
      offset += chunks.get(i);
    }
  }

  private static int width(boolean large) {
    return large ? 8 : 4;
  }
}
