package nightjar.playback;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import nightjar.record.store.Footage;

/// Films whose files are held open together.
final class OpenFilms implements AutoCloseable {
  private static final int FILM = 1_000; // bytes of memory
  private static final int PIECE = 60;

  private final IdentityHashMap<Film, OpenFile> files = new IdentityHashMap<>();
  private final IdentityHashMap<Film, List<ByteBuffer>> heads = new IdentityHashMap<>();
  private final List<Film> films = new ArrayList<>();

  /// Those that are still there: what was removed since it was found is no footage any more.
  static OpenFilms of(List<Footage> footage, Films known) throws IOException {
    var open = new OpenFilms();
    return open.all(footage, file -> open.add(known.film(file.footage(), file), file));
  }

  /// The same, for who wants what all pieces have before their samples: so each is read once.
  ///
  /// @param pieces how many of its pieces a film is to have
  static OpenFilms withHeads(List<Footage> footage, Films known, ToIntFunction<Film> pieces)
      throws IOException {
    var open = new OpenFilms();
    return open.all(
        footage,
        file -> {
          var found = new ArrayList<ByteBuffer>();
          var film = known.film(file.footage(), file, head -> found.add(copy(head)));
          film = film.first(pieces.applyAsInt(film));
          open.add(film, file);
          open.heads.put(film, found);
        });
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  private interface Looking {
    void at(OpenFile file) throws IOException;
  }

  private OpenFilms all(List<Footage> footage, Looking looking) throws IOException {
    try {
      for (var one : footage) {
        open(one, looking);
      }
      return this;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static void open(Footage footage, Looking looking) throws IOException {
    try {
      var file = new OpenFile(footage);
      try {
        looking.at(file);
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (NoSuchFileException _) {
      // see above
    }
  }

  private void add(Film film, OpenFile file) {
    films.add(film);
    files.put(film, file);
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

  /// What a piece has before its samples: `moof`, and the header of `mdat`.
  ByteBuffer head(Film film, int index) throws IOException {
    var known = heads.getOrDefault(film, List.of());
    if (index < known.size()) {
      return known.get(index).duplicate();
    }
    var piece = film.pieces().get(index);
    var head = ByteBuffer.allocate((int) (piece.payloadAt() - piece.at()));
    file(film).readFully(head, piece.at());
    return head.flip();
  }

  /// The same files, opened once more.
  ///
  /// @return empty when one is not there, or not as long as it was
  Optional<OpenFilms> again() {
    var others = new OpenFilms();
    try {
      for (var film : films) {
        var file = new OpenFile(film.footage());
        others.add(film, file);
        if (!film.pieces().isEmpty() && file.size() < film.pieces().getLast().endAt()) {
          throw new EOFException(film.footage().file() + " is shorter than it was");
        }
      }
      return Optional.of(others);
    } catch (IOException _) { // whoever looks at it anew is told why
      others.close();
      return Optional.empty();
    }
  }

  /// From files of these films to those that others have open.
  UnaryOperator<Layout.Source> to(OpenFilms others) {
    var to = new IdentityHashMap<Layout.Source, OpenFile>();
    films.forEach(film -> to.put(file(film), others.file(film)));
    return source -> Objects.requireNonNull(to.get(source), "a file of these films");
  }

  /// Bytes of memory it takes, about, with its films.
  long memory() {
    return films.stream().mapToLong(film -> FILM + (long) PIECE * film.pieces().size()).sum();
  }

  /// Lets go of what is not needed once it is known what is sent.
  void forgetHeads() {
    heads.clear();
  }

  @Override
  public void close() {
    files.values().forEach(OpenFile::close);
  }
}
