package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// A folder of footage and its index.
///
/// All times are wall time in microseconds since 1970, unless they say otherwise. A disk that is
/// not there, or goes away, is looked for again at each step of [#tidy]; until then everything here
/// that needs it throws IOException, and [#health] says why.
public final class Store implements AutoCloseable {
  private volatile boolean away = true;

  Store() {}

  private void opened() throws IOException {
    if (away) {
      throw new IOException("the store is being built");
    }
  }

  /// Footage that overlaps a span, by start; open files too, with what they have so far.
  public List<Footage> find(String camera, Optional<String> rendition, long from, long to)
      throws IOException {
    opened();
    return List.of();
  }

  /// The same one by one, for spans with more than fits in memory. What is handed each may not use
  /// the store.
  public void each(
      String camera, Optional<String> rendition, long from, long to, Consumer<Footage> consumer)
      throws IOException {
    opened();
  }

  /// The first footage that starts after a moment.
  public Optional<Footage> next(String camera, Optional<String> rendition, long after)
      throws IOException {
    opened();
    return Optional.empty();
  }

  /// The last footage that starts before a moment.
  public Optional<Footage> previous(String camera, Optional<String> rendition, long before)
      throws IOException {
    opened();
    return Optional.empty();
  }

  /// The days of which there is footage, oldest first.
  public List<Day> days(String camera, ZoneId zone) throws IOException {
    opened();
    return List.of();
  }

  /// Cameras of which there is footage, by name.
  public List<String> cameras() throws IOException {
    opened();
    return List.of();
  }

  /// Marks footage, present and to come, in which something happened, so that it outlives the rest.
  ///
  /// @param event its name: what is said of it again replaces what was said before
  public void happened(String camera, long from, long to, String event) throws IOException {
    opened();
  }

  /// Locks or unlocks the closed files that overlap a span; durable when it returns.
  ///
  /// @return how many files it changed
  public int lock(String camera, long from, long to, boolean locked) throws IOException {
    opened();
    return 0;
  }

  /// Removes the closed files that overlap a span, but for locked ones; durable when it returns.
  public Removed remove(String camera, long from, long to) throws IOException {
    opened();
    return new Removed(0, 0, 0);
  }

  /// Corrects when footage of a boot was recorded.
  ///
  /// @param fromMono microseconds of the boot's monotonic clock
  /// @param toMono where what was recorded with the wrong time ends
  /// @param shift microseconds to add
  public void reanchor(UUID boot, long fromMono, long toMono, long shift) throws IOException {
    opened();
  }

  /// One small step of removing what need not be kept; never keeps a writer waiting. Called every
  /// few seconds, it also looks for a disk that went away.
  public Tidied tidy() {
    return Tidied.NOTHING;
  }

  /// Whether wall time may be believed; while not, nothing is removed for its age. At first it may.
  public void clockIsSure(boolean sure) {}

  public StoreHealth health() {
    return new StoreHealth(Path.of(""), Trouble.GONE, "the store is being built", 0, 0, 0, 0, 0, 0);
  }

  public Written written() {
    return new Written(0, 0, 0, 0, 0);
  }

  public Optional<Wear> wear() {
    return Optional.empty();
  }

  /// What the last start put right, oldest first.
  public List<Mend> mends() {
    return List.of();
  }

  @Override
  public void close() {
    away = true;
  }
}
