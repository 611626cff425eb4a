package nightjar.encode;

import java.io.IOException;
import nightjar.media.PictureFormat;
import org.jspecify.annotations.Nullable;

/// The encoder a rendition has open, if it has one: opened when there is a picture for it, and anew
/// when pictures of another format come or other settings than it can go on with. One thread only.
final class Opened implements AutoCloseable {
  private final Encoder.Opener opener;
  private @Nullable Encoder encoder;
  private @Nullable PictureFormat format;
  private @Nullable EncodeSettings asked;
  private @Nullable EncodeSettings given; // the same for a source of that format

  Opened(Encoder.Opener opener) {
    this.opener = opener;
  }

  boolean is() {
    return encoder != null;
  }

  /// Asked for each picture, so it makes no objects while nothing changes.
  Encoder of(PictureFormat pictures, EncodeSettings settings) throws IOException {
    var current = encoder;
    boolean fits = current != null && pictures.equals(format);
    if (current != null && fits && settings.equals(asked)) {
      return current;
    }
    var wanted = settings.atMost(pictures.fps());
    if (current == null || !fits || !(wanted.equals(given) || current.adjust(wanted))) {
      close();
      current = opener.open(pictures, wanted);
      encoder = current;
    }
    format = pictures;
    asked = settings;
    given = wanted;
    return current;
  }

  @Override
  public void close() {
    var current = encoder;
    encoder = null;
    if (current != null) {
      current.close();
    }
  }
}
