package nightjar.playback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// Footage that an account takes along, a file for each camera: how far that is.
public final class Exporting {
  private final ExportId id;
  private final String account;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as are the others.
  private final Map<String, Progress> files = new TreeMap<>(); // by camera
  private final Map<String, Integer> open = new TreeMap<>();
  private int sending;
  private boolean cancelled;

  /// One of its files.
  ///
  /// @param sent bytes up to which it was fetched
  public record Progress(String camera, long size, long sent) {
    Progress with(long reached) {
      return new Progress(camera, size, Math.max(sent, reached));
    }
  }

  /// How it stands.
  ///
  /// @param from wall time in microseconds since 1970, as the others are
  /// @param state `ready`, `sending` or `sent`
  public record Stand(
      String id, long from, long to, long expires, List<Progress> files, String state) {
    public Stand {
      files = List.copyOf(files);
    }

    public long size() {
      return files.stream().mapToLong(Progress::size).sum();
    }

    public long sent() {
      return files.stream().mapToLong(Progress::sent).sum();
    }
  }

  Exporting(ExportId id, String account) {
    this.id = id;
    this.account = account;
  }

  ExportId id() {
    return id;
  }

  String account() {
    return account;
  }

  public Stand stand() {
    lock.lock();
    try {
      var all = new ArrayList<>(files.values());
      boolean whole = all.stream().allMatch(file -> file.sent >= file.size);
      var state = sending > 0 ? "sending" : whole ? "sent" : "ready";
      return new Stand(id.toString(), id.from(), id.to(), id.made() + Exports.LASTS, all, state);
    } finally {
      lock.unlock();
    }
  }

  /// How many pieces a file that was not closed yet had when it was first asked for: the same are
  /// taken whenever it is asked for again.
  int pieces(Film film) {
    lock.lock();
    try {
      int now = film.pieces().size();
      return film.footage().open()
          ? open.computeIfAbsent(film.identity(), _ -> now)
          : open.getOrDefault(film.identity(), now);
    } finally {
      lock.unlock();
    }
  }

  /// Whether it was not closed then: what closes it is not taken later either.
  boolean wasOpen(Film film) {
    lock.lock();
    try {
      return open.containsKey(film.identity());
    } finally {
      lock.unlock();
    }
  }

  void planned(String camera, long size) {
    lock.lock();
    try {
      files.putIfAbsent(camera, new Progress(camera, size, 0));
    } finally {
      lock.unlock();
    }
  }

  void begun() {
    count(1);
  }

  void ended() {
    count(-1);
  }

  private void count(int more) {
    lock.lock();
    try {
      sending += more;
    } finally {
      lock.unlock();
    }
  }

  boolean isBeingSent() {
    lock.lock();
    try {
      return sending > 0;
    } finally {
      lock.unlock();
    }
  }

  boolean isSent(String camera) {
    lock.lock();
    try {
      var file = files.get(camera);
      return file != null && file.sent >= file.size;
    } finally {
      lock.unlock();
    }
  }

  void reached(String camera, long at) {
    lock.lock();
    try {
      files.computeIfPresent(camera, (_, before) -> before.with(at));
    } finally {
      lock.unlock();
    }
  }

  void cancel() {
    lock.lock();
    try {
      cancelled = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
