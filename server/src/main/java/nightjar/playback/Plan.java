package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import nightjar.container.fmp4.PlainMp4;
import nightjar.record.file.Anatomy;
import nightjar.record.file.Export;
import nightjar.record.file.Readable;
import nightjar.record.file.Seal;

/// One file of an export: whole pieces, as their proof wants, of which an edit shows the very span.
final class Plan {
  private static final long GAP = 3_000_000; // microseconds; longer ones are left out
  private static final long MICROS = 1_000_000;

  private final Export movie = new Export();
  private final OpenFilms files;
  private final Exporting exporting;

  private Plan(OpenFilms files, Exporting exporting) {
    this.files = files;
    this.exporting = exporting;
  }

  /// @param files closed with the reel
  /// @return a reel of no length where there is nothing to show
  static StoredReel of(OpenFilms files, Exporting exporting) throws IOException {
    try {
      var takes = Take.ofOne(files.films(), exporting.id().from(), exporting.id().to());
      return takes.isEmpty()
          ? new StoredReel(new Layout(), files)
          : new StoredReel(new Plan(files, exporting).layout(takes), files);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    } finally {
      files.forgetHeads();
    }
  }

  private Layout layout(List<Take> takes) throws IOException {
    for (int i = 0; i < takes.size(); i++) {
      var take = takes.get(i);
      add(take, i + 1 < takes.size() ? takes.get(i + 1).start() : Long.MAX_VALUE);
    }
    var made = movie.layout(edit(takes));
    var layout = new Layout().made(made.head());
    for (var take : takes) {
      var file = files.file(take.film());
      var identity = take.film().identity();
      for (var piece : take.pieces()) {
        layout.stored(file, identity, piece.payloadAt(), piece.payload());
      }
    }
    return layout.made(made.proof());
  }

  /// @param next wall time at which the next take begins
  private void add(Take take, long next) throws IOException {
    var film = take.film();
    var file = files.file(film);
    int header = (int) film.pieces().getFirst().at();
    var begin = ByteBuffer.allocate(header);
    file.readFully(begin, 0);
    movie.file(begin.flip(), exporting.wasOpen(film) ? Optional.empty() : seal(film, file, header));
    for (int i = take.first(); i < take.last(); i++) {
      long start = film.pieces().get(i).start();
      movie.piece(i, files.head(film, i), Math.max(1, shownUntil(take, i, next) - start));
    }
  }

  private static long shownUntil(Take take, int index, long next) {
    var film = take.film();
    if (index + 1 < take.last()) {
      return film.shownUntil(index);
    }
    return next - take.end() < GAP ? film.ticks(next) : film.pieces().get(index).end();
  }

  /// What a file ends with: its own beginning and end, put together, are a file without pieces.
  private static Optional<Seal> seal(Film film, OpenFile file, int header) throws IOException {
    long from = film.pieces().getLast().endAt();
    var both = ByteBuffer.allocate(header + Math.toIntExact(file.size() - from));
    file.readFully(both.limit(header), 0);
    file.readFully(both.limit(both.capacity()), from);
    return Anatomy.read(Readable.of(both.array())).seal();
  }

  private PlainMp4.Edit edit(List<Take> takes) throws IOException {
    var first = takes.getFirst();
    long skip = skip(first);
    long shown = movie.duration() - skip;
    long beyond = takes.getLast().end() - exporting.id().to();
    long start = first.start() + skip * 100 / 9;
    long wanted = shown - Math.max(0, beyond * 9 / 100);
    return new PlainMp4.Edit(skip, Math.max(1, wanted), start / MICROS);
  }

  /// Ticks before the picture that is shown when the span begins.
  private long skip(Take take) throws IOException {
    long from = take.film().ticks(exporting.id().from());
    long start = take.pieces().getFirst().start();
    long shown = start;
    for (int i = take.first(); i < take.last(); i++) {
      var piece = take.film().pieces().get(i);
      if (piece.start() <= from && take.film().shownUntil(i) > from) {
        for (var sample : Sample.of(piece, files.file(take.film()))) {
          shown = sample.start() <= from ? sample.start() : shown;
        }
      }
    }
    return shown - start;
  }
}
