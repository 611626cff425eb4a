package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What went wrong with the disk last, until it goes well again.
final class Troubles {
  private static final long SLOW = Duration.ofSeconds(1).toNanos(); // a sync
  private static final long MEMORY = Duration.ofMinutes(1).toNanos(); // of slowness
  private static final long FULL = 1 << 20; // bytes free at which a failure is taken for that

  /// @param what in words; empty when all is well
  record Word(Trouble trouble, String what) {
    static final Word NONE = new Word(Trouble.NONE, "");
  }

  private final LongSupplier ticks;
  private Word failure = Word.NONE;
  private Word kept = Word.NONE;
  private long slowest; // nanoseconds
  private long slowAt;

  Troubles(LongSupplier ticks) {
    this.ticks = ticks;
  }

  synchronized Word now() {
    if (failure.trouble() != Trouble.NONE) {
      return failure;
    }
    if (kept.trouble() != Trouble.NONE) {
      return kept;
    }
    return slowest > 0 && ticks.getAsLong() - slowAt < MEMORY
        ? new Word(Trouble.SLOW, "the disk took %d ms to sync".formatted(slowest / 1_000_000))
        : Word.NONE;
  }

  synchronized void failed(Word word) {
    failure = word;
  }

  synchronized void well() {
    failure = Word.NONE;
  }

  /// All that is left is locked, or it is not.
  synchronized void kept(Word word) {
    kept = word;
  }

  /// A sync that went well.
  synchronized void synced(long nanos) {
    failure = Word.NONE;
    if (nanos >= SLOW) {
      boolean old = ticks.getAsLong() - slowAt >= MEMORY;
      slowest = old ? nanos : Math.max(slowest, nanos);
      slowAt = ticks.getAsLong();
    }
  }

  /// What a failure is, by what the disk says of itself: messages come in the system's language.
  static Word word(IOException failure, Disk disk, Path folder) {
    try {
      return word(failure, disk.space(folder));
    } catch (IOException _) {
      return failing(failure);
    }
  }

  private static Word word(IOException failure, Disk.Space space) {
    if (space.readOnly()) {
      return new Word(
          Trouble.READ_ONLY,
          "the disk takes no writes any more; its file system found a fault, or it was mounted so");
    }
    if (space.free() < FULL) {
      return new Word(Trouble.FULL, "the disk is full");
    }
    return failing(failure);
  }

  static Word failing(IOException failure) {
    return new Word(
        Trouble.FAILING, "the disk failed: " + String.valueOf(failure.getMessage()).strip());
  }
}
