package nightjar;

import java.util.function.LongSupplier;

/// Has the heap collected when it has grown by some megabytes, instead of when it is full.
///
/// Java's serial collector lets it grow to `-Xmx` with what outlived the nursery and died since: up
/// to half a megabyte a minute was seen, resident all of it. What collecting costs depends on what
/// lives, not on what died, so it is the same each time; a growth that lives is the new measure.
/// One thread.
final class HeapRoom {
  static final long ROOM = 8 << 20; // bytes

  private final LongSupplier size;
  private final Runnable collect;
  private long most = Long.MIN_VALUE; // bytes; not known yet

  /// @param size bytes that the heap takes
  /// @param collect what is dead, at once
  HeapRoom(LongSupplier size, Runnable collect) {
    this.size = size;
    this.collect = collect;
  }

  /// Of this process.
  static HeapRoom ofJava() {
    return new HeapRoom(Runtime.getRuntime()::totalMemory, System::gc);
  }

  /// Once a minute or so: not before it has started all that it runs.
  void look() {
    if (most == Long.MIN_VALUE) {
      most = size.getAsLong() + ROOM;
    } else if (size.getAsLong() > most) {
      collect.run();
      most = size.getAsLong() + ROOM;
    }
  }
}
