package nightjar.record.file;

/// What may be said of a file that somebody shows. Times are microseconds since 1970.
public sealed interface Verdict {
  /// Every byte is as the device with this key wrote it.
  ///
  /// @param mended whether a power cut had left it open, so that its end may be missing
  record Whole(long from, long to, boolean mended) implements Verdict {}

  /// The rest is missing, and with it what would prove the beginning.
  ///
  /// @param at when the last whole piece ends
  record Cut(long at) implements Verdict {}

  /// It is not as it was.
  ///
  /// @param what is not, such as `piece 3 of 60`
  /// @param from when what is not begins; with `to` the whole of the file where it cannot be told
  record Changed(String what, long from, long to) implements Verdict {}

  /// Another key signed it, or nothing of ours is in it.
  record Foreign(String why) implements Verdict {}

  /// Whole pieces and no seal: it is still being written, or waits to be mended after a power cut,
  /// or somebody cut it between two pieces. Nothing proves it yet.
  record Unsealed(long from, long to) implements Verdict {}
}
