package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A layout, and the files it is read from.
final class StoredReel implements Reel {
  private final Layout layout;
  private final String tag;
  private final OpenFilms files;

  /// @param files closed with it
  StoredReel(Layout layout, OpenFilms files) {
    this.layout = layout;
    this.tag = layout.tag();
    this.files = files;
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
