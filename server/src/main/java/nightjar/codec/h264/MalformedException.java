package nightjar.codec.h264;

import java.io.IOException;

/// Bytes from the world that are not what H.264 says; the message names what, and the clause.
public final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedException(String what) {
    super(what);
  }
}
