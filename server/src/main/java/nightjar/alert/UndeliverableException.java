package nightjar.alert;

/// Whom it is for will never take it. Its message is for people.
public final class UndeliverableException extends Exception {
  private static final long serialVersionUID = 1;

  public UndeliverableException(String message) {
    super(message);
  }

  public UndeliverableException(String message, Throwable cause) {
    super(message, cause);
  }
}
