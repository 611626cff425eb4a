package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import nightjar.record.store.Store;

/// Puts footage into a store, as a recorder does.
public final class Shot {
  private Shot() {}

  /// A closed file.
  ///
  /// @param from which picture is its first; an IDR
  /// @param start its wall time
  public static void closed(
      Store store, Filmed film, String camera, String rendition, int from, int to, long start)
      throws IOException {
    var writing = open(store, film, camera, rendition, from, to, start);
    var activity = new byte[(to - from + 14) / 15];
    for (int i = 0; i < activity.length; i++) {
      activity[i] = (byte) (i * 16);
    }
    writing.seal(activity, Optional.of(thumbnail()));
  }

  /// One that is still being written.
  public static Store.Writing open(
      Store store, Filmed film, String camera, String rendition, int from, int to, long start)
      throws IOException {
    var writing = store.begin(film.heading(camera, rendition, start), ByteBuffer.wrap(film.init()));
    for (var one : film.pieces(writing.bytes(), from, to)) {
      writing.append(one.piece(), one.bytes());
    }
    writing.sync();
    return writing;
  }

  /// That each closed file has.
  public static byte[] thumbnail() {
    return new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3, (byte) 0xff, (byte) 0xd9};
  }
}
