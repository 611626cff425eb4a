package nightjar.posix;

import java.util.Map;

/// Error numbers of Linux that somebody tells apart, the same on x86-64 and arm64, and the words
/// for all that people may meet.
public final class Errno {
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int EBUSY = 16;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(1, "not permitted"),
          Map.entry(2, "there is no such file"),
          Map.entry(EINTR, "interrupted"),
          Map.entry(EIO, "input/output error"),
          Map.entry(6, "there is no such device"),
          Map.entry(9, "bad file descriptor"),
          Map.entry(EAGAIN, "nothing there yet"),
          Map.entry(12, "out of memory"),
          Map.entry(13, "permission denied"),
          Map.entry(EBUSY, "in use by another program"),
          Map.entry(ENODEV, "the device is gone"),
          Map.entry(EINVAL, "invalid argument"),
          Map.entry(24, "too many open files"),
          Map.entry(ENOTTY, "the device does not know this request"),
          Map.entry(28, "no space left"),
          Map.entry(32, "broken pipe"),
          Map.entry(34, "out of range"),
          Map.entry(71, "protocol error"),
          Map.entry(110, "timed out"));

  private Errno() {}

  /// For people, such as `permission denied (errno 13)`.
  static String words(int errno) {
    var words = WORDS.get(errno);
    return words == null ? "errno " + errno : words + " (errno " + errno + ")";
  }
}
