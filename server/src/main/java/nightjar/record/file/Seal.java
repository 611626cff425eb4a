package nightjar.record.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nightjar.base.Sha256;

/// The end of a closed file: what it consisted of, its place in the camera's chain, and the
/// device's signature over both.
///
/// @param number in the camera's chain, from 1 on
/// @param previous root of the number before; [Hash#NONE] for number 1
/// @param mended whether a power cut had left it open, so that its end may be missing
/// @param header of all bytes before the first piece
/// @param activity how much moved, a byte for each second of the file
/// @param thumbnail a JPEG of the first picture; empty where there is none
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record Seal(
    long number,
    Hash previous,
    boolean mended,
    Hash header,
    List<Hash> pieces,
    byte[] activity,
    byte[] thumbnail,
    ProofKey key,
    byte[] signature) {
  public static final int MOST_ACTIVITY = 4096; // bytes
  public static final int MOST_THUMBNAIL = 24 << 10; // bytes

  static final UUID ID = UUID.fromString("2b9e61d4-0f37-4c58-8a6d-e1c470b25f93");
  static final int LONGEST = 4 << 20; // bytes of the box

  private static final byte[] MAGIC = "nightjar seal 1\n".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int SIGNATURE = 64;
  private static final int FIXED = 4 + 8 + Hash.LENGTH + Hash.LENGTH + 3 * 4;
  private static final int TAIL = ProofKey.LENGTH + SIGNATURE + 4;

  public Seal {
    if (number < 1 || activity.length > MOST_ACTIVITY || thumbnail.length > MOST_THUMBNAIL) {
      throw new IllegalArgumentException(
          "a seal numbered %d with %d bytes of activity and %d of thumbnail"
              .formatted(number, activity.length, thumbnail.length));
    }
    pieces = List.copyOf(pieces);
  }

  static Seal signed(
      DeviceKey key,
      long number,
      Hash previous,
      boolean mended,
      Hash header,
      List<Hash> pieces,
      byte[] activity,
      byte[] thumbnail) {
    var open =
        new Seal(number, previous, mended, header, pieces, activity, thumbnail, key.proof(), EMPTY);
    return new Seal(
        number,
        previous,
        mended,
        header,
        pieces,
        activity,
        thumbnail,
        key.proof(),
        key.sign(open.message()));
  }

  private static final byte[] EMPTY = {};

  /// The file's hash: over those of its header and its pieces, in order.
  public Hash root() {
    MessageDigest digest = Sha256.begin();
    digest.update(header.bytes());
    pieces.forEach(piece -> digest.update(piece.bytes()));
    return new Hash(digest.digest());
  }

  public boolean signedBy(ProofKey by) {
    return by.signed(message(), signature);
  }

  /// Of the first picture.
  public Optional<byte[]> jpeg() {
    return thumbnail.length == 0 ? Optional.empty() : Optional.of(thumbnail);
  }

  /// Where the thumbnail begins in the box.
  public int thumbnailOffset() {
    return UuidBox.HEADER + FIXED + pieces.size() * Hash.LENGTH + activity.length;
  }

  /// Of the box.
  public int length() {
    return thumbnailOffset() + thumbnail.length + TAIL;
  }

  private byte[] message() {
    return ByteBuffer.allocate(MAGIC.length + 8 + 1 + 4 * Hash.LENGTH)
        .put(MAGIC)
        .putLong(number)
        .put(previous.bytes())
        .put(root().bytes())
        .put((byte) (mended ? 1 : 0))
        .put(Hash.of(activity).bytes())
        .put(Hash.of(thumbnail).bytes())
        .array();
  }

  /// The whole box. Its last four bytes are its length, so that it is found from the file's end.
  public byte[] box() {
    var box = ByteBuffer.allocate(length() - UuidBox.HEADER);
    box.put((byte) VERSION).put((byte) (mended ? 1 : 0)).putShort((short) 0);
    box.putLong(number).put(previous.bytes()).put(header.bytes());
    box.putInt(pieces.size()).putInt(activity.length).putInt(thumbnail.length);
    pieces.forEach(piece -> box.put(piece.bytes()));
    box.put(activity).put(thumbnail).put(key.raw()).put(signature).putInt(length());
    return UuidBox.of(ID, box.array());
  }

  /// @param content of the box, behind the UUID
  static Seal parse(ByteBuffer content) throws BadFileException {
    try {
      return read(content.slice());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new BadFileException("its seal is wrong", e);
    }
  }

  private static Seal read(ByteBuffer in) throws BadFileException {
    int length = UuidBox.HEADER + in.remaining();
    int head = in.getInt();
    if ((head & ~0x1_0000) != VERSION << 24) {
      throw new BadFileException("its seal is of another version");
    }
    long number = in.getLong();
    var previous = Hash.read(in);
    var header = Hash.read(in);
    int pieces = in.getInt();
    int activity = in.getInt();
    int thumbnail = in.getInt();
    if (pieces < 0 || activity < 0 || thumbnail < 0) {
      throw new BadFileException("its seal is wrong");
    }
    long left = (long) pieces * Hash.LENGTH + activity + thumbnail + TAIL;
    if (left != in.remaining() || in.getInt(in.limit() - 4) != length) {
      throw new BadFileException("its seal has another length than it says");
    }
    var hashes = new ArrayList<Hash>(pieces);
    for (int i = 0; i < pieces; i++) {
      hashes.add(Hash.read(in));
    }
    return new Seal(
        number,
        previous,
        (head & 0x1_0000) != 0,
        header,
        hashes,
        take(in, activity),
        take(in, thumbnail),
        new ProofKey(take(in, ProofKey.LENGTH)),
        take(in, SIGNATURE));
  }

  private static byte[] take(ByteBuffer in, int count) {
    var bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
