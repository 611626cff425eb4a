package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A layout, and the files it is read from.
final class StoredReel implements Reel {
  private final Layout layout;
  private final String tag;
  private final OpenFilms files;

  /// @param files closed with it
  StoredReel(Layout layout, OpenFilms files) {
    this(layout, layout.tag(), files);
  }

  private StoredReel(Layout layout, String tag, OpenFilms files) {
    this.layout = layout;
    this.tag = tag;
    this.files = files;
  }

  /// The same once more, whether or not this one was closed.
  ///
  /// @return empty when one of its files is not there, or not as long as it was
  Optional<StoredReel> again() {
    return files.again().map(o -> new StoredReel(layout.over(files.to(o)), tag, o));
  }

  /// Bytes of memory it takes, about.
  long memory() {
    return layout.memory() + files.memory();
  }

  @Override
  public long length() {
    return layout.length();
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public void read(ByteBuffer to, long at) throws IOException {
    layout.read(to, at);
  }

  @Override
  public void close() {
    files.close();
  }
}
