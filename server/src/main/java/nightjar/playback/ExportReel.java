package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A file of an export while it is sent: counts how far it came, and ends when it is cancelled.
final class ExportReel implements Reel {
  private final Reel inner;
  private final Exporting export;
  private final String camera;
  private final Runnable whole;

  /// @param whole called when it ends and all of it was fetched
  ExportReel(Reel inner, Exporting export, String camera, Runnable whole) {
    this.inner = inner;
    this.export = export;
    this.camera = camera;
    this.whole = whole;
    export.begun();
  }

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
    if (export.isCancelled()) {
      throw new IOException("the export was cancelled");
    }
    long end = at + to.remaining();
    inner.read(to, at);
    export.reached(camera, end);
  }

  @Override
  public void close() {
    export.ended();
    inner.close();
    if (export.isSent(camera)) {
      whole.run();
    }
  }
}
