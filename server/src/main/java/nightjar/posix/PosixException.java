package nightjar.posix;

import java.io.IOException;

/// A system call failed; the message says which, on what, and why.
public final class PosixException extends IOException {
  private static final long serialVersionUID = 1;
  private final int errno;

  public PosixException(String what, int errno) {
    super(what + ": " + Errno.words(errno));
    this.errno = errno;
  }

  /// One of [Errno], or another.
  public int errno() {
    return errno;
  }
}
