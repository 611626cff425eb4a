package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Sha256;

/// A file's hashes, taken while it is written. Of one thread.
public final class Sealing {
  private static final int CHUNK = 64 << 10;

  private final MessageDigest digest = Sha256.begin();
  private final Hash header;
  private final List<Hash> pieces = new ArrayList<>();

  /// @param header all bytes before the first piece; only read
  public Sealing(ByteBuffer header) {
    this.header = hash(header);
  }

  /// Hashes what a file holds already.
  public static Sealing of(Anatomy anatomy, Readable file) throws IOException {
    var header = file.fill(ByteBuffer.allocate(anatomy.header()), 0);
    var sealing = new Sealing(header);
    for (var piece : anatomy.pieces()) {
      sealing.pieces.add(digest(file, piece.at(), piece.length(), sealing.digest));
    }
    return sealing;
  }

  /// Ends a hash with bytes of a file.
  static Hash digest(Readable file, long at, long length, MessageDigest digest) throws IOException {
    var chunk = ByteBuffer.allocate((int) Math.min(CHUNK, length));
    for (long done = 0; done < length; done += chunk.limit()) {
      file.fill(chunk.clear().limit((int) Math.min(chunk.capacity(), length - done)), at + done);
      if (!chunk.hasRemaining()) {
        throw new IOException("the file became shorter while it was read");
      }
      digest.update(chunk.duplicate());
    }
    return new Hash(digest.digest());
  }

  /// Adds a piece as it was written; only read.
  public void piece(ByteBuffer bytes) {
    pieces.add(hash(bytes));
  }

  private Hash hash(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    return new Hash(digest.digest());
  }

  public Hash header() {
    return header;
  }

  public List<Hash> pieces() {
    return List.copyOf(pieces);
  }

  /// Signs what was hashed so far.
  ///
  /// @param number in the camera's chain, from 1 on
  /// @param previous root of the number before; [Hash#NONE] for number 1
  public Seal seal(
      DeviceKey key,
      long number,
      Hash previous,
      boolean mended,
      byte[] activity,
      Optional<byte[]> thumbnail) {
    return Seal.signed(
        key,
        number,
        previous,
        mended,
        header,
        pieces,
        activity,
        thumbnail.orElseGet(() -> new byte[0]));
  }
}
