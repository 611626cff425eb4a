package nightjar.playback;

/// What was asked for costs so much that it is done for few at a time, and others were first.
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1;

  BusyException(String message) {
    super(message);
  }
}
