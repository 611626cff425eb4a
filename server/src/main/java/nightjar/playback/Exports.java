package nightjar.playback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.record.store.Store;

/// Footage that people take along as plain MP4, made while it is sent: nothing is written.
///
/// An export lasts for a day. What is kept of it is little; its name says the rest, so that one
/// that is not kept any more is made again, and has the same bytes if the footage is the same.
public final class Exports {
  /// Microseconds.
  static final long LASTS = 86_400_000_000L;

  /// Of the span, in microseconds: what is sent before and after the video itself is put together
  /// in memory.
  public static final long LONGEST = 2 * 3_600_000_000L;

  public static final int MOST_CAMERAS = 16;

  /// Files of a camera, which are held open while they are sent.
  private static final int MOST_FILES = 500;

  private static final int MOST_OF_ACCOUNT = 20;
  private static final int MOST = 200;

  private final Store store;
  private final Films films;
  private final Clock clock;
  private final Plans plans;
  private final Semaphore planning = new Semaphore(1, true); // it takes some megabytes
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the other. By name, oldest first.
  private final Map<String, Exporting> all = new LinkedHashMap<>();
  private final Map<String, Boolean> cancelled = new LinkedHashMap<>();

  public Exports(Store store, Playback playback, Clock clock) {
    this.store = store;
    this.films = playback.films();
    this.clock = clock;
    this.plans = new Plans(clock);
  }

  /// @param account whose it is
  /// @return empty where none of the cameras has footage of that span
  public Optional<Exporting> make(String account, List<String> cameras, long from, long to)
      throws IOException, InterruptedException, TooMuchException {
    var export = new Exporting(ExportId.of(account, clock.wallMicros(), from, to), account);
    boolean some = false;
    for (var camera : cameras) {
      try (var reel = plan(export, camera)) {
        export.planned(camera, reel.length());
        some |= reel.length() > 0;
      }
    }
    if (!some) {
      return Optional.empty();
    }
    keep(export);
    return Optional.of(export);
  }

  private Reel plan(Exporting export, String camera)
      throws IOException, InterruptedException, TooMuchException {
    var id = export.id();
    var found = store.find(camera, Optional.empty(), id.from(), id.to());
    TooMuchException.unlessAtMost(MOST_FILES, found);
    var kept = plans.find(export, camera, found);
    if (kept.isPresent()) {
      return kept.get();
    }
    planning.acquire();
    try {
      var reel = Plan.of(OpenFilms.withHeads(found, films, export::pieces), export);
      plans.keep(export, camera, reel, found);
      return reel;
    } finally {
      planning.release();
    }
  }

  private void keep(Exporting export) {
    lock.lock();
    try {
      all.put(export.id().toString(), export);
      long own = all.values().stream().filter(e -> e.account().equals(export.account())).count();
      all.values().stream()
          .filter(e -> !e.isBeingSent() && !e.equals(export))
          .filter(e -> all.size() > MOST || e.account().equals(export.account()))
          .limit(Math.max(0, Math.max(own - MOST_OF_ACCOUNT, all.size() - MOST)))
          .toList()
          .forEach(e -> all.remove(e.id().toString()));
    } finally {
      lock.unlock();
    }
  }

  /// One of an account's; made again if its name says so and it has not expired.
  public Optional<Exporting> find(String account, String name) {
    var id = ExportId.parse(name).filter(i -> i.isOf(account) && isInTime(i));
    if (id.isEmpty()) {
      return Optional.empty();
    }
    lock.lock();
    try {
      var kept = all.get(name);
      return cancelled.containsKey(name)
          ? Optional.empty()
          : Optional.of(kept != null ? kept : new Exporting(id.get(), account));
    } finally {
      lock.unlock();
    }
  }

  private boolean isInTime(ExportId id) {
    long age = clock.wallMicros() - id.made();
    return age >= 0 && age < LASTS && id.from() < id.to() && id.to() - id.from() <= LONGEST;
  }

  /// An account's, oldest first.
  public List<Exporting> of(String account) {
    plans.forgetOld();
    lock.lock();
    try {
      all.values().removeIf(export -> !export.isBeingSent() && !isInTime(export.id()));
      return all.values().stream().filter(e -> e.account().equals(account)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// What is being sent of it ends.
  public void cancel(Exporting export) {
    var name = export.id().toString();
    export.cancel();
    plans.forget(export);
    lock.lock();
    try {
      all.remove(name);
      cancelled.put(name, true);
      new ArrayList<>(cancelled.keySet())
          .subList(0, Math.max(0, cancelled.size() - MOST))
          .forEach(cancelled::remove);
    } finally {
      lock.unlock();
    }
  }

  /// One camera's file; empty when there is none.
  public Optional<Reel> file(Exporting export, String camera)
      throws IOException, InterruptedException, TooMuchException {
    var reel = plan(export, camera);
    if (reel.length() == 0) {
      reel.close();
      return Optional.empty();
    }
    export.planned(camera, reel.length());
    keep(export);
    return Optional.of(new ExportReel(reel, export, camera, () -> plans.forget(export, camera)));
  }
}
