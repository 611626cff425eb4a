package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.record.file.Readable;

/// All that the store does to files, so that tests can make it fail and pull the plug.
///
/// What a power cut leaves: bytes up to the last [Handle#sync]; of later ones any part, or zeros in
/// their place. Names made and removed before the last [#syncFolder] of their folder; of later ones
/// any. A name may be there without its file's bytes.
interface Disk {
  /// An open file.
  interface Handle extends Readable, AutoCloseable {
    void append(ByteBuffer bytes) throws IOException;

    void truncate(long size) throws IOException;

    /// Bytes and length survive a power cut once it returns.
    void sync() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// @param folder whether it is one
  record Entry(String name, boolean folder) {}

  /// @param size of the whole disk in bytes
  /// @param free bytes that we may write
  record Space(long size, long free, boolean readOnly) {}

  /// @throws java.nio.file.FileAlreadyExistsException the name is taken
  Handle create(Path file) throws IOException;

  /// To read, and to write too if asked to.
  Handle open(Path file, boolean toWrite) throws IOException;

  /// A folder and all above it.
  void makeRoot(Path folder) throws IOException;

  /// @return whether it was not there before
  boolean makeFolder(Path folder) throws IOException;

  /// Entries of a folder survive a power cut once it returns.
  void syncFolder(Path folder) throws IOException;

  /// @return whether it was there
  boolean unlink(Path file) throws IOException;

  /// @return false when there is something in it, or it is not there
  boolean removeFolder(Path folder) throws IOException;

  /// Nothing when there is no such folder.
  List<Entry> list(Path folder) throws IOException;

  /// A whole small file; nothing when there is none.
  Optional<byte[]> read(Path file) throws IOException;

  /// The file is the old one or the new one, whole, and the new one once it returns.
  void replace(Path file, byte[] bytes) throws IOException;

  Space space(Path folder) throws IOException;

  /// Which disk a place is on, or would be on.
  long device(Path place) throws IOException;

  /// Nothing when somebody else has it. Held until closed, or until the process ends.
  Optional<AutoCloseable> lock(Path file) throws IOException;
}
