package nightjar.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import nightjar.playback.Reel;

/// A reel that keeps a place until it is sent.
record HeldReel(Reel inner, Shares.Share place) implements Reel {
  @Override
  public long length() {
    return inner.length();
  }

  @Override
  public String tag() {
    return inner.tag();
  }

  @Override
  public void read(ByteBuffer to, long at) throws IOException {
    inner.read(to, at);
  }

  @Override
  public void close() {
    try (place) {
      inner.close();
    }
  }
}
