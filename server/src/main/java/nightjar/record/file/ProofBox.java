package nightjar.record.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nightjar.container.fmp4.MovieFragment;
import nightjar.container.fmp4.PlainMp4;

/// The box at the end of an export: of each piece what the export leaves out of it, of each file
/// its header and its seal.
record ProofBox(PlainMp4.Edit edit, List<Part> parts) {
  static final UUID ID = UUID.fromString("c64f0b1e-93d8-4f7b-b1a2-58e03d9c7a61");

  private static final int VERSION = 1;
  private static final int LENGTH_FIELD = 4;

  /// What is taken from one file.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(Heading heading, byte[] header, Optional<Seal> seal, List<PieceHead> pieces) {}

  /// @param index in its file, from 0 on
  /// @param duration in the export, in ticks
  /// @param bytes of the piece before its samples
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PieceHead(int index, long duration, byte[] bytes, MovieFragment fragment) {}

  /// The whole box. Its last four bytes are its length, so that it is found from the file's end.
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      out.writeLong(edit.skip());
      out.writeLong(edit.duration());
      out.writeLong(edit.created());
      out.writeInt(parts.size());
      for (var part : parts) {
        write(part, out);
      }
      out.writeInt(UuidBox.HEADER + bytes.size() + LENGTH_FIELD);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return UuidBox.of(ID, bytes.toByteArray());
  }

  private static void write(Part part, DataOutputStream out) throws IOException {
    var seal = part.seal.map(Seal::box).orElseGet(() -> new byte[0]);
    out.writeInt(part.header.length);
    out.write(part.header);
    out.writeInt(seal.length);
    out.write(seal);
    out.writeInt(part.pieces.size());
    for (var piece : part.pieces) {
      out.writeInt(piece.index);
      out.writeLong(piece.duration);
      out.writeInt(piece.bytes.length);
      out.write(piece.bytes);
    }
  }

  /// Makes the export again that has this proof.
  ///
  /// @param content of the box, behind the UUID
  static Rebuilt read(ByteBuffer content) throws BadFileException {
    try {
      return parse(content.slice());
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw new BadFileException("its proof is wrong", e);
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException("its proof is wrong: " + e.getMessage(), e);
    }
  }

  record Rebuilt(ProofBox proof, Export.Layout layout) {}

  private static Rebuilt parse(ByteBuffer in) throws IOException {
    if (in.getInt() != VERSION) {
      throw new BadFileException("its proof is of another version");
    }
    var edit = new PlainMp4.Edit(in.getLong(), in.getLong(), in.getLong());
    var export = new Export();
    int parts = in.getInt();
    if (parts < 1) {
      throw new BadFileException("its proof is of nothing");
    }
    for (int i = 0; i < parts; i++) {
      readPart(in, export);
    }
    return new Rebuilt(new ProofBox(edit, export.parts()), export.layout(edit));
  }

  private static void readPart(ByteBuffer in, Export export) throws IOException {
    var header = take(in);
    var seal = take(in);
    export.file(header, seal.hasRemaining() ? Optional.of(seal(seal)) : Optional.empty());
    int pieces = in.getInt();
    if (pieces < 1) {
      throw new BadFileException("its proof is of nothing");
    }
    for (int i = 0; i < pieces; i++) {
      int index = in.getInt();
      long duration = in.getLong();
      export.piece(index, take(in), duration);
    }
  }

  private static Seal seal(ByteBuffer box) throws BadFileException {
    if (box.remaining() < UuidBox.HEADER) {
      throw new BadFileException("a seal in its proof is wrong");
    }
    return Seal.parse(box.position(UuidBox.HEADER));
  }

  private static ByteBuffer take(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a part of " + length + " bytes");
    }
    var part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }
}
