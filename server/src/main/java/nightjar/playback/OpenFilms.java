package nightjar.playback;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import nightjar.record.store.Footage;

/// Films whose files are held open together.
final class OpenFilms implements AutoCloseable {
  private final IdentityHashMap<Film, OpenFile> files = new IdentityHashMap<>();
  private final List<Film> films = new ArrayList<>();

  /// Those that are still there: what was removed since it was found is no footage any more.
  static OpenFilms of(List<Footage> footage, Films known) throws IOException {
    return of(footage, known, film -> film.pieces().size());
  }

  /// @param pieces how many of its pieces a film is to have
  static OpenFilms of(List<Footage> footage, Films known, ToIntFunction<Film> pieces)
      throws IOException {
    var open = new OpenFilms();
    try {
      for (var one : footage) {
        open.add(one, known, pieces);
      }
      return open;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  private void add(Footage footage, Films known, ToIntFunction<Film> pieces) throws IOException {
    try {
      var file = new OpenFile(footage);
      try {
        var film = known.film(footage, file);
        film = film.first(pieces.applyAsInt(film));
        films.add(film);
        files.put(film, file);
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (NoSuchFileException _) {
      // see above
    }
  }

  List<Film> films() {
    return List.copyOf(films);
  }

  OpenFile file(Film film) {
    var file = files.get(film);
    if (file == null) {
      throw new IllegalArgumentException(film + " is not open");
    }
    return file;
  }

  @Override
  public void close() {
    files.values().forEach(OpenFile::close);
  }
}
