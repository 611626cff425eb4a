package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.record.file.Anatomy;
import nightjar.record.file.BadFileException;
import nightjar.record.file.Piece;
import nightjar.record.store.Footage;

/// Where the pieces are in files looked at lately. Closed files do not change; open ones are looked
/// at each time.
final class Films {
  private static final int MOST_PIECES = 40_000; // about 60 bytes each

  @SuppressWarnings("ArrayRecordComponent") // shared, see below
  private record Known(String codec, byte[] init, List<Piece> pieces) {}

  private final Latest<Path, Known> known = new Latest<>(MOST_PIECES, film -> film.pieces.size());
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] lastInit = {}; // guarded by lock

  /// @param file the same, open
  Film film(Footage footage, OpenFile file) throws IOException {
    return film(footage, file, _ -> {});
  }

  /// @param heads is handed what each piece has before its samples, unless where they are is known
  Film film(Footage footage, OpenFile file, Consumer<ByteBuffer> heads) throws IOException {
    var kept = footage.open() ? null : known.get(footage.file());
    var found = kept != null ? kept : read(file, heads);
    if (kept == null && !footage.open()) {
      known.put(footage.file(), found);
    }
    return new Film(footage, found.codec, found.init, found.pieces);
  }

  private Known read(OpenFile file, Consumer<ByteBuffer> heads) throws IOException {
    try {
      var anatomy = Anatomy.read(file, heads);
      var init = ByteBuffer.allocate(anatomy.init());
      file.readFully(init, 0);
      return new Known(anatomy.heading().codec(), shared(init.array()), anatomy.pieces());
    } catch (BadFileException _) {
      return new Known("", new byte[0], List.of()); // only just begun, or broken: shows nothing
    }
  }

  /// Most files of a camera begin alike.
  private byte[] shared(byte[] init) {
    lock.lock();
    try {
      if (!Arrays.equals(lastInit, init)) {
        lastInit = init;
      }
      return lastInit;
    } finally {
      lock.unlock();
    }
  }
}
