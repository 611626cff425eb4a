package nightjar;

import java.io.Serial;

/// The program cannot go on; one line says why. Codes as in sysexits(3).
final class Exit extends Exception {
  static final int OK = 0;
  static final int USAGE = 64;
  static final int DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int BUG = 70;
  static final int IO = 74;
  static final int CONFIG = 78;

  @Serial private static final long serialVersionUID = 1;
  private final int code;

  Exit(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
