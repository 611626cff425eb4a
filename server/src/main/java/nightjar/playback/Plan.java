package nightjar.playback;

import java.io.IOException;

/// One file of an export.
final class Plan {
  private Plan() {}

  /// @param files closed with the reel
  static Reel of(OpenFilms files, Export export) throws IOException {
    return new StoredReel(new Layout(), files);
  }
}
