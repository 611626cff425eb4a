package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An index in memory that keeps what it was after each commit since the last that is durable, so
/// that a power cut can lose the last ones.
final class MemoryIndex implements Index {
  private static final long QUARTER = 15 * 60_000_000L;

  /// All there is to know, never changed once it is committed.
  private record State(
      long lastId,
      Map<Long, Row> rows,
      Map<String, Garbage> garbage,
      Map<String, TreeMap<Long, Boolean>> gone, // by number: lost
      Map<String, Marked> events,
      Map<String, Head> heads) {
    static final State NOTHING = new State(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /// A state being made.
  private static final class Draft {
    private long lastId;
    private final Map<Long, Row> rows;
    private final Map<String, Garbage> garbage;
    private final Map<String, TreeMap<Long, Boolean>> gone = new LinkedHashMap<>();
    private final Map<String, Marked> events;
    private final Map<String, Head> heads;

    Draft(State state) {
      lastId = state.lastId();
      rows = new LinkedHashMap<>(state.rows());
      garbage = new TreeMap<>(state.garbage());
      state.gone().forEach((camera, numbers) -> gone.put(camera, new TreeMap<>(numbers)));
      events = new LinkedHashMap<>(state.events());
      heads = new TreeMap<>(state.heads());
    }

    State state() {
      return new State(lastId, rows, garbage, gone, events, heads);
    }

    void gone(String camera, long number, boolean lost) {
      if (number > 0) {
        gone.computeIfAbsent(camera, _ -> new TreeMap<>()).putIfAbsent(number, lost);
      }
    }

    void forward(String camera, Head head) {
      heads.merge(camera, head, (old, now) -> now.number() > old.number() ? now : old);
    }
  }

  private final Deque<State> states = new ArrayDeque<>(); // the first is durable, the last is now
  private ForgetfulDisk.Witness witness = () -> {};
  private int pending;
  private boolean refusing;

  MemoryIndex() {
    states.add(State.NOTHING);
  }

  /// Moves no times.
  void refusing(boolean is) {
    refusing = is;
  }

  void witness(ForgetfulDisk.Witness by) {
    witness = by;
  }

  /// The index after a power cut at this moment.
  ///
  /// @param choice 0: what is durable; 1: all; else any state in between
  MemoryIndex cut(int choice, Random random) {
    var all = new ArrayList<>(states);
    int last =
        switch (choice) {
          case 0 -> 0;
          case 1 -> all.size() - 1;
          default -> random.nextInt(all.size());
        };
    var after = new MemoryIndex();
    after.states.clear();
    after.states.add(all.get(last));
    return after;
  }

  /// As a file that is there, or is not.
  static IndexFile file(MemoryIndex index, boolean exists) {
    return new IndexFile() {
      @Override
      public Index open() {
        return index;
      }

      @Override
      public boolean exists() {
        return exists;
      }

      @Override
      public Path putAside() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private State now() {
    return states.getLast();
  }

  private <T> T commit(java.util.function.Function<Draft, T> change) {
    var draft = new Draft(now());
    T result = change.apply(draft);
    states.add(draft.state());
    pending++;
    witness.changed();
    return result;
  }

  private void durable() {
    while (states.size() > 1) {
      states.removeFirst();
    }
    witness.changed();
  }

  private List<Row> rows(Predicate<Row> wanted) {
    return now().rows().values().stream()
        .filter(wanted)
        .sorted(Comparator.comparingLong(Row::start).thenComparingLong(Row::id))
        .toList();
  }

  private static boolean overlaps(Row row, Marked event) {
    return row.camera().equals(event.camera())
        && row.start() <= event.to()
        && row.end() >= event.from();
  }

  @Override
  public List<Long> add(List<Row> added) {
    return commit(
        draft -> {
          var ids = new ArrayList<Long>();
          for (var row : added) {
            if (draft.rows.values().stream().anyMatch(r -> r.path().equals(row.path()))) {
              throw new IllegalStateException("there is a row of " + row.path());
            }
            long id = ++draft.lastId;
            boolean event = draft.events.values().stream().anyMatch(e -> overlaps(row, e));
            draft.rows.put(id, row.withId(id).flagged(row.event() || event, row.locked()));
            draft.heads.putIfAbsent(row.camera(), Head.NONE);
            if (row.number() > 0) {
              draft.forward(row.camera(), new Head(row.number(), row.root()));
            }
            ids.add(id);
          }
          return ids;
        });
  }

  @Override
  public void each(
      String camera, Optional<String> rendition, long from, long to, Consumer<Row> consumer) {
    rows(r -> is(r, camera, rendition) && r.start() < to && r.end() > from).forEach(consumer);
  }

  private static boolean is(Row row, String camera, Optional<String> rendition) {
    return row.camera().equals(camera)
        && (rendition.isEmpty() || rendition.get().equals(row.rendition()));
  }

  @Override
  public Optional<Row> next(String camera, Optional<String> rendition, long after) {
    return rows(r -> is(r, camera, rendition) && r.start() > after).stream().findFirst();
  }

  @Override
  public Optional<Row> previous(String camera, Optional<String> rendition, long before) {
    var found = rows(r -> is(r, camera, rendition) && r.start() < before);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  @Override
  public List<Row> ofBoot(UUID boot) {
    return rows(r -> r.boot().equals(boot)).stream()
        .sorted(Comparator.comparingLong(Row::mono))
        .toList();
  }

  @Override
  public List<Named> paths(String camera, String prefix) {
    return rows(r -> r.camera().equals(camera) && r.path().startsWith(prefix)).stream()
        .map(r -> new Named(r.path(), r.locked()))
        .sorted(Comparator.comparing(Named::path))
        .toList();
  }

  @Override
  public long count(String camera) {
    return rows(r -> r.camera().equals(camera)).size();
  }

  @Override
  public Optional<Row> at(String camera, String path) {
    return rows(r -> r.camera().equals(camera) && r.path().equals(path)).stream().findFirst();
  }

  @Override
  public List<String> cameras() {
    return List.copyOf(now().heads().keySet());
  }

  @Override
  public List<Quarter> quarters(String camera) {
    var found = new TreeMap<Long, Map<String, Quarter>>();
    for (var row : rows(r -> r.camera().equals(camera))) {
      long at = Math.floorDiv(row.start(), QUARTER) * QUARTER;
      long long_ = row.end() - row.start();
      found
          .computeIfAbsent(at, _ -> new TreeMap<>())
          .merge(
              row.rendition(),
              new Quarter(at, long_, row.event() ? long_ : 0, row.locked() ? long_ : 0),
              (a, b) ->
                  new Quarter(
                      at,
                      a.micros() + b.micros(),
                      a.events() + b.events(),
                      a.locked() + b.locked()));
    }
    return found.values().stream()
        .map(
            each ->
                each.values().stream()
                    .reduce(
                        (a, b) ->
                            new Quarter(
                                a.at(),
                                Math.max(a.micros(), b.micros()),
                                Math.max(a.events(), b.events()),
                                Math.max(a.locked(), b.locked())))
                    .orElseThrow())
        .toList();
  }

  @Override
  public Sums sums() {
    return new Sums(
        bytes(r -> !r.event() && !r.locked()),
        bytes(r -> r.event() && !r.locked()),
        bytes(Row::locked),
        rows(_ -> true).stream().mapToLong(Row::start).min().orElse(0));
  }

  private long bytes(Predicate<Row> of) {
    return rows(of).stream().mapToLong(Row::bytes).sum();
  }

  @Override
  public List<Row> oldest(boolean events, int most) {
    return rows(r -> r.event() == events && !r.locked()).stream().limit(most).toList();
  }

  @Override
  public void lock(List<Row> rows, boolean locked) {
    var _ =
        commit(
            draft -> {
              rows.forEach(
                  row ->
                      draft.rows.computeIfPresent(
                          row.id(), (_, old) -> old.flagged(old.event(), locked)));
              return true;
            });
  }

  @Override
  public void shift(List<Row> rows, List<Long> by) throws IOException {
    if (refusing) {
      throw new IOException("the index cannot be written");
    }
    var _ =
        commit(
            draft -> {
              for (int i = 0; i < rows.size(); i++) {
                long shift = by.get(i);
                draft.rows.computeIfPresent(rows.get(i).id(), (_, old) -> old.shifted(shift));
              }
              return true;
            });
    durable();
  }

  @Override
  public void condemn(List<Row> rows) {
    var _ =
        commit(
            draft -> {
              for (var row : rows) {
                draft.rows.remove(row.id());
                draft.garbage.put(row.path(), new Garbage(row.path(), row.camera(), row.number()));
              }
              return true;
            });
    durable();
  }

  @Override
  public List<Garbage> garbage() {
    return List.copyOf(now().garbage().values());
  }

  @Override
  public void forget(List<Garbage> garbage) {
    var _ =
        commit(
            draft -> {
              for (var item : garbage) {
                draft.garbage.remove(item.path());
                draft.gone(item.camera(), item.number(), false);
              }
              return true;
            });
  }

  @Override
  public void lose(List<Row> rows) {
    var _ =
        commit(
            draft -> {
              for (var row : rows) {
                draft.rows.remove(row.id());
                draft.gone(row.camera(), row.number(), true);
              }
              return true;
            });
  }

  @Override
  public List<Gone> gone(String camera) {
    var found = new ArrayList<Gone>();
    now()
        .gone()
        .getOrDefault(camera, new TreeMap<>())
        .forEach(
            (number, lost) -> {
              var last = found.isEmpty() ? null : found.getLast();
              if (last != null && last.last() == number - 1 && last.lost() == lost) {
                found.removeLast();
                found.add(new Gone(camera, last.first(), number, lost));
              } else {
                found.add(new Gone(camera, number, number, lost));
              }
            });
    return found;
  }

  @Override
  public void mark(Marked event) {
    var _ =
        commit(
            draft -> {
              draft.heads.putIfAbsent(event.camera(), Head.NONE);
              draft.events.put(event.camera() + "/" + event.event(), event);
              draft.rows.replaceAll(
                  (_, row) -> overlaps(row, event) ? row.flagged(true, row.locked()) : row);
              return true;
            });
  }

  @Override
  public Optional<Marked> marked(String camera, String event) {
    return Optional.ofNullable(now().events().get(camera + "/" + event));
  }

  @Override
  public void unmark(long before) {
    var _ = commit(draft -> draft.events.values().removeIf(event -> event.to() < before));
  }

  @Override
  public Head head(String camera) {
    return now().heads().getOrDefault(camera, Head.NONE);
  }

  @Override
  public void head(String camera, Head head) {
    var _ =
        commit(
            draft -> {
              draft.forward(camera, head);
              return true;
            });
  }

  @Override
  public void checkpoint() {
    pending = 0;
    durable();
  }

  @Override
  public int pending() {
    return pending;
  }

  @Override
  public long written() {
    return 0;
  }

  @Override
  public List<String> faults() {
    return List.of();
  }

  @Override
  public void close() throws IOException {}
}
