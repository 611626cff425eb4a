package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import nightjar.record.file.Heading;
import nightjar.record.file.Pieces;

/// A recorder for tests: small pieces of what could be H.264.
final class Reel {
  static final UUID BOOT = new UUID(1, 2);
  static final long START = 1_000_000_000_000_000L; // microseconds, a September morning of 2001

  private static final int SECOND = 90_000; // ticks

  private final Store.Writing writing;
  private final Pieces pieces = new Pieces(SECOND);
  private final Random random;
  private final int sample; // bytes
  private long ticks;

  private Reel(Store.Writing writing, int sample, long seed) {
    this.writing = writing;
    this.sample = sample;
    this.random = new Random(seed);
    pieces.begin(writing.bytes());
  }

  /// @param at microseconds after [#START], on both clocks
  static Heading heading(String camera, String rendition, long at) {
    return new Heading(
        camera, rendition, BOOT, 1_000_000 + at, START + at, true, "avc1.42c01f", 640, 360);
  }

  static Reel begin(Store store, Heading heading) throws IOException {
    return begin(store, heading, 200);
  }

  /// @param sample bytes of a picture
  static Reel begin(Store store, Heading heading, int sample) throws IOException {
    return new Reel(
        store.begin(heading, init()), sample, heading.wall() + heading.camera().hashCode());
  }

  /// What has the look of `ftyp` and `moov`.
  static ByteBuffer init() {
    return ByteBuffer.allocate(24)
        .putInt(16)
        .putInt(0x66747970)
        .putLong(0x69736f6d00000200L)
        .putInt(8)
        .putInt(0x6d6f6f76)
        .flip();
  }

  /// A whole file of so many pieces.
  static Footage record(Store store, Heading heading, int seconds) throws IOException {
    var reel = begin(store, heading);
    for (int i = 0; i < seconds; i++) {
      reel.second();
    }
    reel.writing.seal(new byte[seconds], Optional.of(new byte[] {1, 2, 3}));
    return store
        .find(
            heading.camera(), Optional.of(heading.rendition()), heading.wall(), heading.wall() + 1)
        .getLast();
  }

  /// A piece of one second and two pictures.
  void second() throws IOException {
    piece(SECOND);
  }

  void piece(int duration) throws IOException {
    pieces.add(picture(), ticks, duration / 2, true);
    pieces.add(picture(), ticks + duration / 2, duration / 2, false);
    ticks += duration;
    var bytes = pieces.finish(ticks);
    writing.append(pieces.piece(), bytes);
  }

  private ByteBuffer picture() {
    var bytes = new byte[sample];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] |= 1; // no zeros
    }
    return ByteBuffer.allocate(4 + sample).putInt(sample).put(bytes).flip();
  }

  Store.Writing writing() {
    return writing;
  }

  void seal() throws IOException {
    writing.seal(new byte[(int) (ticks / SECOND)], Optional.empty());
  }
}
